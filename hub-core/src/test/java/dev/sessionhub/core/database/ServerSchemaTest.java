package dev.sessionhub.core.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** What a deployment on somebody else's server does to a real database. */
class ServerSchemaTest {

    private static final String HISTORY =
            "select string_agg(version, ' ' order by installed_rank) from" + " flyway_schema_history";
    private static final String TABLES =
            "select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = 'public'";

    private final PGSimpleDataSource database = empty();

    @Test
    void an_empty_database_gets_the_schema_once() throws SQLException {
        ServerSchema.migrate(database);
        assertThat(ask(TABLES)).contains("account", "session");
        String first = ask(HISTORY);
        ServerSchema.migrate(database);
        assertThat(ask(HISTORY)).isEqualTo(first);
    }

    @Test
    void a_database_of_a_newer_hub_is_refused_and_left_as_it_is() throws SQLException {
        ServerSchema.migrate(database);
        ask("insert into flyway_schema_history select installed_rank + 100, '99', description, type, 'V99__newer.sql',"
                + " checksum, installed_by, installed_on, execution_time, success from flyway_schema_history"
                + " where version = '1'");
        String history = ask(HISTORY);
        String tables = ask(TABLES);
        assertThatThrownBy(() -> ServerSchema.migrate(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the database is of version 99, which a newer hub made: deploy that one");
        assertThat(ask(HISTORY)).isEqualTo(history);
        assertThat(ask(TABLES)).isEqualTo(tables);
    }

    @Test
    void a_database_with_tables_of_somebody_else_is_refused_and_left_as_it_is() throws SQLException {
        ask("create table account (number int)");
        assertThatThrownBy(() -> ServerSchema.migrate(database))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nothing in it was changed")
                .hasMessageContaining("tables that are not the hub's")
                .hasMessageContaining("an empty one");
        assertThat(ask(TABLES)).isEqualTo("account");
        ask("drop table account");
        assertThatCode(() -> ServerSchema.migrate(database)).doesNotThrowAnyException();
    }

    private static PGSimpleDataSource empty() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestPostgres.shared().url(TestDatabase.empty(TestPostgres.shared())));
        source.setUser("postgres");
        return source;
    }

    private String ask(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getString(1);
            }
        }
    }
}
