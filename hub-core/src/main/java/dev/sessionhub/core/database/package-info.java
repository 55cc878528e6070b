/** How the hub reaches its database: one persistence unit, whose schema belongs to Flyway. */
@NullMarked
package dev.sessionhub.core.database;

import org.jspecify.annotations.NullMarked;
