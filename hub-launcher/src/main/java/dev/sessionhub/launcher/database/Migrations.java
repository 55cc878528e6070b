package dev.sessionhub.launcher.database;

import dev.sessionhub.launcher.process.Failure;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings the schema up to this version, before the server starts: all the way, or not at all. */
public final class Migrations {

    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    private static final int LINES = 4;

    private Migrations() {}

    /** The number of migrations that were run. */
    public static int run(DatabaseUrl database, Path scripts) {
        Flyway flyway = flyway(database, scripts);
        try {
            requireKnown(flyway.info());
            return flyway.migrate().migrationsExecuted;
        } catch (FlywayException e) {
            LOG.log(System.Logger.Level.ERROR, "migration failed", e);
            throw new Failure(
                    "cannot bring the database to this version, and nothing in it was changed: " + reason(e), e);
        }
    }

    /** The version that a migration would leave behind; empty if there is nothing to do, or nothing yet. */
    public static Optional<String> outdated(DatabaseUrl database, Path scripts) {
        try {
            MigrationInfoService info = flyway(database, scripts).info();
            return info.pending().length == 0
                    ? Optional.empty()
                    : Optional.ofNullable(info.current()).map(current -> String.valueOf(current.getVersion()));
        } catch (FlywayException e) {
            throw new Failure("cannot tell the version of the database: " + oneLine(e), e);
        }
    }

    /** One transaction for all: PostgreSQL takes back tables too. */
    private static Flyway flyway(DatabaseUrl database, Path scripts) {
        return Flyway.configure()
                .dataSource(
                        database.jdbc(), database.user(), database.password().reveal())
                .locations("filesystem:" + scripts)
                .failOnMissingLocations(true)
                .connectRetries(3)
                .group(true)
                .load();
    }

    private static void requireKnown(MigrationInfoService info) {
        MigrationInfo current = info.current();
        if (current != null && current.getState().name().startsWith("FUTURE")) {
            throw new Failure("the database is of version " + current.getVersion()
                    + ", which a newer hub made: start that one, or bring back a backup with ./hub restore");
        }
    }

    private static String reason(FlywayException e) {
        return e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                ? "it holds tables that are not the hub's; give the hub a database of its own, an empty one"
                : oneLine(e);
    }

    private static String oneLine(FlywayException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("---"))
                .limit(LINES)
                .collect(Collectors.joining(" | "));
    }
}
