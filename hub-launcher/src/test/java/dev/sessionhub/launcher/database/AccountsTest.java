package dev.sessionhub.launcher.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.postgres.Servers;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.spi.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mindrot.jbcrypt.BCrypt;

class AccountsTest {

    private static final Path MIGRATIONS = Path.of(System.getProperty("hub.root"))
            .resolve("hub-core/src/main/resources/dev/sessionhub/core/migrations");

    @TempDir
    static Path folder;

    private static EmbeddedPostgres server;
    private static DatabaseUrl database;
    private static Accounts accounts;

    @BeforeAll
    static void start() {
        server = Servers.at(folder.resolve("pg"));
        database = server.start(_ -> {});
        Migrations.run(database, MIGRATIONS);
        accounts = new Accounts(database);
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void empty() throws SQLException {
        ask("delete from account returning 1");
    }

    @Test
    void migrations_that_have_run_do_not_run_again() {
        assertThat(Migrations.run(database, MIGRATIONS)).isZero();
    }

    @Test
    void a_migration_that_fails_is_named_in_one_line(@TempDir Path scripts) throws Exception {
        Files.writeString(scripts.resolve("V999__broken.sql"), "create tabel x ();");

        assertThatThrownBy(() -> Migrations.run(database, scripts))
                .isInstanceOf(Failure.class)
                .message()
                .contains("cannot bring the database to this version")
                .doesNotContain("\n");
    }

    @Test
    void the_first_administrator_is_added_once() {
        assertThat(accounts.hasAdministrator()).isFalse();
        assertThat(accounts.addFirstAdministrator("admin", Secret.of("first password")))
                .isTrue();
        assertThat(accounts.addFirstAdministrator("admin2", Secret.of("other password")))
                .isFalse();
        assertThat(accounts.hasAdministrator()).isTrue();
        assertThat(accounts.list())
                .hasSize(1)
                .first()
                .satisfies(account -> assertThat(account.role()).isEqualTo("ADMIN"));
    }

    @Test
    void a_password_is_stored_as_bcrypt_of_cost_12() throws SQLException {
        accounts.add("ada", Role.USER, Secret.of("correct horse"));

        String hash = ask("select password_hash from account");
        assertThat(hash).startsWith("$2a$12$");
        assertThat(BCrypt.checkpw("correct horse", hash)).isTrue();
    }

    @Test
    void a_password_that_bcrypt_would_cut_is_refused() {
        accounts.add("longest", Role.USER, Secret.of("x".repeat(72)));

        assertThatThrownBy(() -> accounts.add("ada", Role.USER, Secret.of("ä".repeat(37))))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("72 bytes")
                .hasMessageContaining("74");
    }

    @Test
    void names_are_checked_and_unique() {
        accounts.add("ada", Role.VIEWER, Secret.of("correct horse"));

        assertThatThrownBy(() -> accounts.add("ada", Role.USER, Secret.of("correct horse")))
                .hasMessageContaining("\"ada\" already");
        assertThatThrownBy(() -> accounts.add("Ada Lovelace", Role.USER, Secret.of("correct horse")))
                .hasMessageContaining("\"Ada Lovelace\"");
    }

    @Test
    void a_new_password_and_a_ban_end_every_login() throws SQLException {
        accounts.add("ada", Role.USER, Secret.of("correct horse"));
        login();
        accounts.changePassword("ada", Secret.of("battery staple"));
        assertThat(ask("select count(*) from token")).isEqualTo("0");

        login();
        accounts.disable("ada", true);
        assertThat(ask("select count(*) from token")).isEqualTo("0");
        assertThat(accounts.list())
                .singleElement()
                .satisfies(account -> assertThat(account.disabled()).isTrue());

        accounts.disable("ada", false);
        assertThat(accounts.list())
                .singleElement()
                .satisfies(account -> assertThat(account.disabled()).isFalse());
    }

    @Test
    void an_unknown_user_is_named() {
        assertThatThrownBy(() -> accounts.changePassword("nobody", Secret.of("battery staple")))
                .hasMessageContaining("\"nobody\"");
    }

    private static void login() throws SQLException {
        ask("insert into token (hash, account_id, expires_at) select '\\x01', id, now() from account returning 1");
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.jdbc(), database.user(), database.password().reveal());
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            return answer.next() ? answer.getString(1) : "";
        }
    }
}
