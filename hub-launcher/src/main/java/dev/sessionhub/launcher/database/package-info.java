/** What the launcher does in the database: migrations before the server starts, and accounts from the command line. */
@NullMarked
package dev.sessionhub.launcher.database;

import org.jspecify.annotations.NullMarked;
