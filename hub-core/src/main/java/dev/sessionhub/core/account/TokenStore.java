package dev.sessionhub.core.account;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** The table of tokens. */
public final class TokenStore {

    private static final String FIND = """
            select a.id, a.username, a.role, t.expires_at,
                   coalesce(t.last_used_at, t.created_at) < ? as idle
              from token t join account a on a.id = t.account_id
             where t.hash = ? and t.expires_at > ? and a.disabled_at is null""";

    private final DataSource database;

    public TokenStore(DataSource database) {
        this.database = database;
    }

    /** A stored token and whether its last use is long ago. */
    record Found(Credential credential, boolean idle) {}

    void insert(TokenId token, UUID account, Instant now, Instant expiresAt) {
        update(
                "insert into token (hash, account_id, created_at, expires_at) values (?, ?, ?, ?)",
                token.bytes(),
                account,
                Timestamp.from(now),
                Timestamp.from(expiresAt));
    }

    Optional<Found> find(TokenId token, Instant now, Instant idleBefore) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setTimestamp(1, Timestamp.from(idleBefore));
            select.setBytes(2, token.bytes());
            select.setTimestamp(3, Timestamp.from(now));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(read(token, row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new AccountsUnavailableException(e);
        }
    }

    void touch(TokenId token, Instant now) {
        update("update token set last_used_at = ? where hash = ?", Timestamp.from(now), token.bytes());
    }

    void delete(TokenId token) {
        update("delete from token where hash = ?", (Object) token.bytes());
    }

    void deleteAllOf(UUID account) {
        update("delete from token where account_id = ?", account);
    }

    void deleteExpired(Instant now) {
        update("delete from token where expires_at <= ?", Timestamp.from(now));
    }

    private static Found read(TokenId token, ResultSet row) throws SQLException {
        Credential credential = new Credential(
                token, AccountStore.user(row), row.getTimestamp("expires_at").toInstant());
        return new Found(credential, row.getBoolean("idle"));
    }

    private void update(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new AccountsUnavailableException(e);
        }
    }
}
