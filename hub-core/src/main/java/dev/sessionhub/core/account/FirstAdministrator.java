package dev.sessionhub.core.account;

import dev.sessionhub.core.config.AuthSettings;
import dev.sessionhub.core.config.Preparation;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** On an application server without the hub's launcher: makes the account that makes the others. */
@ApplicationScoped
public class FirstAdministrator {

    private static final Logger LOG = System.getLogger(FirstAdministrator.class.getName());

    private final DataSource database;
    private final AuthSettings settings;

    /**
     * Made by the container.
     *
     * @param database where accounts are
     * @param settings has the password
     */
    @Inject
    public FirstAdministrator(DataSource database, AuthSettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /**
     * Runs after the schema is there.
     *
     * @param event says that the application is there
     */
    public void begin(@Observes @Priority(200) Startup event) {
        if (Preparation.isMissing()) {
            settings.adminPassword()
                    .ifPresentOrElse(
                            password -> add(new Passwords().hash(password)),
                            () -> LOG.log(Level.INFO, "hub.admin.password is not set: no administrator is made"));
        }
    }

    private void add(String hash) {
        String sql = "insert into account (id, username, password_hash, role)"
                + " select ?, 'admin', ?, 'ADMIN' where not exists (select 1 from account where role = 'ADMIN')";
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.randomUUID());
            statement.setString(2, hash);
            statement.executeUpdate();
        } catch (SQLException failure) {
            throw new AccountsUnavailableException(failure);
        }
    }
}
