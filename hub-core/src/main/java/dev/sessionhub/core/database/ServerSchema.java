package dev.sessionhub.core.database;

import dev.sessionhub.core.config.Preparation;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** On an application server without the hub's launcher: brings the schema up to this version before anything else begins. */
@ApplicationScoped
public class ServerSchema {

    private static final Logger LOG = System.getLogger(ServerSchema.class.getName());
    private static final String SCRIPTS = "classpath:dev/sessionhub/core/migrations";

    private final DataSource database;

    /**
     * Made by the container.
     *
     * @param database the server's data source
     */
    @Inject
    public ServerSchema(DataSource database) {
        this.database = database;
    }

    /**
     * Runs before every other beginning; a failure keeps the application from being deployed.
     *
     * @param event says that the application is there
     */
    public void begin(@Observes @Priority(100) Startup event) {
        if (Preparation.isMissing()) {
            int count = Flyway.configure(ServerSchema.class.getClassLoader())
                    .dataSource(database)
                    .locations(SCRIPTS)
                    .failOnMissingLocations(true)
                    .group(true)
                    .load()
                    .migrate()
                    .migrationsExecuted;
            LOG.log(Level.INFO, "the database is of this version; {0} migrations were run", count);
        }
    }
}
