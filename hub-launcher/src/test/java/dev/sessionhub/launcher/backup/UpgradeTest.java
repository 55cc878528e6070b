package dev.sessionhub.launcher.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.database.Migrations;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.postgres.Servers;
import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real server: what a new version does to the database of the one before. */
class UpgradeTest {

    private static final String TABLES =
            "select string_agg(tablename, ' ' order by tablename) from pg_tables where schemaname = 'public'";

    @TempDir
    Path data;

    private Path scripts;
    private EmbeddedPostgres postgres;
    private Backups backups;

    @BeforeEach
    void theVersionBefore() throws IOException, SQLException {
        scripts = Files.createDirectory(data.resolve("migrations"));
        script("V1__first.sql", "create table note (text varchar); insert into note values ('kept')");
        postgres = Servers.at(data.resolve("postgres"));
        backups = new Backups(data.resolve("backups"), data.resolve("postgres"));
        Migrations.run(start(), scripts);
    }

    @AfterEach
    void stop() {
        postgres.stop();
    }

    @Test
    void a_failed_migration_changes_nothing_and_says_so() throws Exception {
        script("V2__second.sql", "alter table note add column more varchar");
        script("V3__bad.sql", "create table other (id int); insert into missing values (1)");
        DatabaseUrl url = start();
        assertThatThrownBy(() -> Migrations.run(url, scripts))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("nothing in it was changed")
                .hasMessageContaining("missing");
        assertThat(Servers.ask(url, "select count(*) from information_schema.columns where table_name = 'note'"))
                .as("what went before the failure is taken back too")
                .isEqualTo("1");
        assertThat(Migrations.outdated(url, scripts)).contains("1");
        Files.delete(scripts.resolve("V3__bad.sql"));
        assertThat(Migrations.run(url, scripts)).isEqualTo(1);
    }

    @Test
    void only_a_schema_that_is_behind_is_outdated() throws Exception {
        assertThat(Migrations.outdated(start(), scripts)).isEmpty();
        script("V2__second.sql", "alter table note add column more varchar");
        assertThat(Migrations.outdated(start(), scripts)).contains("1");
    }

    @Test
    void a_database_of_a_newer_hub_is_refused() throws Exception {
        script("V2__second.sql", "alter table note add column more varchar");
        DatabaseUrl url = start();
        Migrations.run(url, scripts);
        Files.delete(scripts.resolve("V2__second.sql"));
        assertThatThrownBy(() -> Migrations.run(url, scripts))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("./hub restore");
        assertThat(Servers.ask(url, "select max(version) from flyway_schema_history"))
                .isEqualTo("2");
        assertThat(Servers.ask(url, TABLES)).isEqualTo("flyway_schema_history note");
    }

    @Test
    void a_database_with_tables_of_somebody_else_is_refused_and_left_as_it_is() throws Exception {
        DatabaseUrl url = start();
        Servers.ask(url, "alter table note rename to shop");
        Servers.ask(url, "drop table flyway_schema_history");
        assertThatThrownBy(() -> Migrations.run(url, scripts))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("nothing in it was changed")
                .hasMessageContaining("not the hub's")
                .hasMessageContaining("empty one");
        assertThat(Servers.ask(url, TABLES)).isEqualTo("shop");
    }

    @Test
    void a_backup_brings_back_what_was_there_and_keeps_what_it_replaces() throws Exception {
        postgres.stop();
        Path backup = backups.take("before-leaving-version-1");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("backups"))))
                .isEqualTo("rwx------");
        Servers.ask(start(), "update note set text = 'changed'");
        postgres.stop();

        Path replaced = backups.restore(String.valueOf(backup.getFileName())).orElseThrow();

        assertThat(Servers.ask(start(), "select text from note")).isEqualTo("kept");
        postgres.stop();
        backups.restore(String.valueOf(replaced.getFileName()));
        assertThat(Servers.ask(start(), "select text from note")).isEqualTo("changed");
    }

    @Test
    void an_unknown_backup_is_named_with_those_there_are() {
        postgres.stop();
        String name = String.valueOf(backups.take("once").getFileName());
        assertThatThrownBy(() -> backups.restore("other"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"other\"")
                .hasMessageContaining(name);
    }

    @Test
    void the_oldest_backups_make_room() {
        postgres.stop();
        for (int i = 0; i < 7; i++) {
            backups.take("n" + i);
        }
        assertThat(backups.names()).hasSize(5).first().asString().endsWith("-n6");
    }

    private DatabaseUrl start() {
        return postgres.start(_ -> {});
    }

    private void script(String name, String sql) throws IOException {
        Files.writeString(scripts.resolve(name), sql);
    }
}
