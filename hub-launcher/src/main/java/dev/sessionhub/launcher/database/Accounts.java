package dev.sessionhub.launcher.database;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.spi.Secret;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.mindrot.jbcrypt.BCrypt;

/** Accounts, from the command line. */
public final class Accounts {

    private static final int COST = 12;
    private static final int LEAST = 8;
    private static final int MOST_BYTES = 72;
    private static final String UNIQUE_VIOLATION = "23505";

    private final DatabaseUrl database;

    public Accounts(DatabaseUrl database) {
        this.database = database;
    }

    /**
     * One account, for a list.
     *
     * @param username its name
     * @param role what it may do
     * @param created when it was made
     * @param disabled whether it may not log in
     */
    public record Account(String username, String role, String created, boolean disabled) {}

    /** Makes the account if there is no administrator yet. */
    public boolean addFirstAdministrator(String username, Secret password) {
        String hash = hash(password);
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                    insert into account (id, username, password_hash, role)
                    select ?, ?, ?, 'ADMIN' where not exists (select 1 from account where role = 'ADMIN')""")) {
                statement.setObject(1, UUID.randomUUID());
                statement.setString(2, username);
                statement.setString(3, hash);
                return statement.executeUpdate() == 1;
            }
        });
    }

    public boolean hasAdministrator() {
        return run(connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("select 1 from account where role = 'ADMIN' limit 1");
                    ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        });
    }

    public void add(String username, Role role, Secret password) {
        if (!username.matches("[a-z0-9][a-z0-9._-]{0,63}")) {
            throw new Failure(
                    "a user name is 1 to 64 of a-z, 0-9, dot, dash and underscore, and starts with a letter or"
                            + " digit; not \"" + username + "\"");
        }
        String hash = hash(password);
        run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "insert into account (id, username, password_hash, role) values (?, ?, ?, ?)")) {
                statement.setObject(1, UUID.randomUUID());
                statement.setString(2, username);
                statement.setString(3, hash);
                statement.setString(4, role.name());
                return statement.executeUpdate();
            } catch (SQLException e) {
                if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
                    throw new Failure("there is a user \"" + username + "\" already: see ./hub user list", e);
                }
                throw e;
            }
        });
    }

    /** Changes the password and ends every login of the account. */
    public void changePassword(String username, Secret password) {
        String hash = hash(password);
        change(username, "update account set password_hash = ? where username = ?", hash, username);
    }

    /** Forbids or allows an account to log in; forbidding ends its logins. */
    public void disable(String username, boolean disabled) {
        change(
                username,
                "update account set disabled_at = " + (disabled ? "now()" : "null") + " where username = ?",
                username);
    }

    private void change(String username, String sql, String... values) {
        run(connection -> {
            connection.setAutoCommit(false);
            int changed = update(connection, sql, values);
            if (changed == 0) {
                throw new Failure("there is no user \"" + username + "\": see ./hub user list");
            }
            update(
                    connection,
                    "delete from token where account_id = (select id from account where username = ?)",
                    username);
            connection.commit();
            return changed;
        });
    }

    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    public List<Account> list() {
        return run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("""
                            select username, role, to_char(created_at at time zone 'UTC', 'YYYY-MM-DD'), disabled_at is not null
                            from account order by username""");
                    ResultSet rows = statement.executeQuery()) {
                List<Account> accounts = new ArrayList<>();
                while (rows.next()) {
                    accounts.add(
                            new Account(rows.getString(1), rows.getString(2), rows.getString(3), rows.getBoolean(4)));
                }
                return accounts;
            }
        });
    }

    /** Longer input would be cut by bcrypt without a word, so it is refused. */
    private static String hash(Secret password) {
        String text = password.reveal();
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.length() < LEAST || bytes > MOST_BYTES) {
            throw new Failure("a password has at least " + LEAST + " characters and at most " + MOST_BYTES
                    + " bytes; this one has " + bytes + " bytes");
        }
        return BCrypt.hashpw(text, BCrypt.gensalt(COST));
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T run(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(
                database.jdbc(), database.user(), database.password().reveal())) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new Failure("the database refused: " + e.getMessage(), e);
        }
    }
}
