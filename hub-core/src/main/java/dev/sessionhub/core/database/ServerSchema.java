package dev.sessionhub.core.database;

import dev.sessionhub.core.config.Preparation;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.interceptor.Interceptor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/**
 * Brings the schema up to this version on an application server of somebody else's, before anything else asks the database;
 * elsewhere the launcher has done it.
 */
@ApplicationScoped
public class ServerSchema {

    private static final Logger LOG = System.getLogger(ServerSchema.class.getName());
    private static final String SCRIPTS = "classpath:dev/sessionhub/core/migrations";

    /** A failure keeps the application from being deployed. */
    void begin(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) Startup event) {
        if (Preparation.isMissing()) {
            migrate(database());
        }
    }

    /** The application's own names cannot be looked up yet; those of the server can, and this one is nobody's input. */
    @SuppressWarnings("BanJNDI")
    private static DataSource database() {
        try {
            return InitialContext.doLookup("jdbc/hub");
        } catch (NamingException e) {
            throw new IllegalStateException("the server has no JDBC resource jdbc/hub", e);
        }
    }

    /** Either the schema is of this version afterwards, or nothing in the database was changed. */
    static void migrate(DataSource database) {
        Flyway flyway = Flyway.configure(ServerSchema.class.getClassLoader())
                .dataSource(database)
                .locations(SCRIPTS)
                .failOnMissingLocations(true)
                .group(true)
                .load();
        try {
            requireKnown(flyway.info());
            LOG.log(Level.INFO, "migrations of the database: {0}", flyway.migrate().migrationsExecuted);
        } catch (FlywayException e) {
            String reason = e.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE
                    ? "it holds tables that are not the hub's: give the hub a database of its own, an empty one"
                    : e.getMessage();
            throw new IllegalStateException(
                    "cannot bring the database to this version, and nothing in it was changed: " + reason, e);
        }
    }

    private static void requireKnown(MigrationInfoService info) {
        MigrationInfo current = info.current();
        if (current != null && current.getState().name().startsWith("FUTURE")) {
            throw new IllegalStateException("the database is of version " + current.getVersion()
                    + ", which a newer hub made: deploy that one, or bring back a backup");
        }
    }
}
