/**
 * A PostgreSQL server of the hub's own. Only a process whose command line names our data directory is ever adopted or
 * stopped, and a connection counts only after the server has named our data directory.
 */
@NullMarked
package dev.sessionhub.launcher.postgres;

import org.jspecify.annotations.NullMarked;
