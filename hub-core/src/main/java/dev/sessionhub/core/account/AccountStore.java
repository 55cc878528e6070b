package dev.sessionhub.core.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of accounts. Accounts are made by the command line; the server reads them and changes passwords. */
public final class AccountStore {

    private static final String SELECT = "select id, username, role, password_hash, disabled_at from account where ";

    private final DataSource database;

    public AccountStore(DataSource database) {
        this.database = database;
    }

    /** The account of that name, disabled ones too. */
    public Optional<Account> byUsername(String username) {
        return find("username = ?", username);
    }

    /** The account of that id, disabled ones too. */
    public Optional<Account> byId(UUID id) {
        return find("id = ?", id);
    }

    void changePassword(UUID id, String passwordHash) {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("update account set password_hash = ? where id = ?")) {
            update.setString(1, passwordHash);
            update.setObject(2, id);
            update.executeUpdate();
        } catch (SQLException e) {
            throw new AccountsUnavailableException(e);
        }
    }

    private Optional<Account> find(String condition, Object value) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + condition)) {
            select.setObject(1, value);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new AccountsUnavailableException(e);
        }
    }

    private static Account read(ResultSet row) throws SQLException {
        return new Account(
                user(row),
                row.getString("password_hash"),
                Optional.ofNullable(row.getTimestamp("disabled_at")).map(Timestamp::toInstant));
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                row.getObject("id", UUID.class), row.getString("username"), Role.valueOf(row.getString("role")));
    }
}
