package dev.sessionhub.launcher.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseUrlTest {

    @Test
    void reads_user_password_host_port_and_database() {
        DatabaseUrl url = DatabaseUrl.parse("postgresql://me:p%40ss+1@db.example.org:5433/hub?sslmode=require");

        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db.example.org:5433/hub?sslmode=require");
        assertThat(url.user()).isEqualTo("me");
        assertThat(url.password().reveal()).isEqualTo("p@ss+1");
    }

    @Test
    void reads_a_jdbc_url_with_the_login_in_its_options() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://db/hub?user=me&password=secret&ssl=true");

        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db:5432/hub?ssl=true");
        assertThat(url.user()).isEqualTo("me");
        assertThat(url.password().reveal()).isEqualTo("secret");
    }

    @Test
    void waits_for_a_silent_database_no_longer_than_it_is_told() {
        assertThat(DatabaseUrl.parse("postgresql://me@db/hub").jdbcWithLimits())
                .isEqualTo("jdbc:postgresql://db:5432/hub?connectTimeout=5&socketTimeout=30&tcpKeepAlive=true");
        assertThat(DatabaseUrl.parse("postgresql://me@db/hub?ssl=true&socketTimeout=9")
                        .jdbcWithLimits())
                .isEqualTo("jdbc:postgresql://db:5432/hub?ssl=true&socketTimeout=9&connectTimeout=5&tcpKeepAlive=true");
    }

    @Test
    void a_database_that_accepts_and_says_nothing_ends_in_an_error() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = DatabaseUrl.parse("postgresql://me@127.0.0.1:%d/hub?socketTimeout=1&sslmode=disable"
                            .formatted(silent.getLocalPort()))
                    .jdbcWithLimits();
            assertThatThrownBy(() -> DriverManager.getConnection(url, "me", "")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void refuses_what_is_no_address_of_a_postgresql_database() {
        for (String text : new String[] {
            "",
            "postgresql:",
            "postgresql://host",
            "postgresql://host/",
            "postgresql://host/db",
            "mysql://u:p@h/d",
            "postgresql://u:p@h:70000/db",
            "postgresql://u:p@h:0/db",
            "postgresql://u:p@h:-1/db",
            "postgresql://u:p@h:port/db",
            "postgresql://u:p@a host/db",
            "://",
            "a b"
        }) {
            assertThat(DatabaseUrl.problem(text)).as(text).isPresent();
        }
    }

    @Test
    void does_not_show_the_password() {
        assertThat(DatabaseUrl.parse("postgresql://me:hidden@db/hub").toString())
                .doesNotContain("hidden");
    }
}
