/**
 * Copies of the embedded database, taken while it stands still: before a migration, and of what a restore replaces. A copy
 * is a folder that PostgreSQL itself could start on, so nothing can be lost in translation.
 */
@NullMarked
package dev.sessionhub.launcher.backup;

import org.jspecify.annotations.NullMarked;
