package dev.sessionhub.launcher.database;

import dev.sessionhub.launcher.process.Failure;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings the schema up to this version, before the server starts. */
public final class Migrations {

    private static final System.Logger LOG = System.getLogger(Migrations.class.getName());

    private static final int LINES = 4;

    private Migrations() {}

    /** The number of migrations that were run. */
    public static int run(DatabaseUrl database, Path scripts) {
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(
                            database.jdbc(),
                            database.user(),
                            database.password().reveal())
                    .locations("filesystem:" + scripts)
                    .failOnMissingLocations(true)
                    .connectRetries(3)
                    .load()
                    .migrate();
            return result.migrationsExecuted;
        } catch (FlywayException e) {
            LOG.log(System.Logger.Level.ERROR, "migration failed", e);
            throw new Failure("cannot bring the database to this version: " + oneLine(e), e);
        }
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
