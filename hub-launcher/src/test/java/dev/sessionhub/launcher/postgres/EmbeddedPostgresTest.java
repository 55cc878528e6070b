package dev.sessionhub.launcher.postgres;

import static dev.sessionhub.launcher.postgres.Servers.ask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Failure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir
    Path parent;

    private final List<EmbeddedPostgres> started = new ArrayList<>();

    @AfterEach
    void stopAll() {
        started.forEach(EmbeddedPostgres::stop);
    }

    @Test
    void keeps_its_data_over_an_orderly_end() throws SQLException {
        EmbeddedPostgres server = server("pg");
        writeOneRow(start(server));
        server.stop();
        assertThat(server.process()).isEmpty();

        assertThat(ask(start(server("pg")), "select text from note")).isEqualTo("kept");
    }

    @Test
    void loses_nothing_that_was_committed_when_it_is_killed() throws Exception {
        EmbeddedPostgres server = server("pg");
        writeOneRow(start(server));
        ProcessHandle process = server.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().get();

        assertThat(ask(start(server("pg")), "select text from note")).isEqualTo("kept");
    }

    @Test
    void comes_back_on_the_port_it_had() throws Exception {
        EmbeddedPostgres server = server("pg");
        DatabaseUrl url = start(server);
        writeOneRow(url);
        ProcessHandle process = server.process().orElseThrow();
        process.destroyForcibly();
        process.onExit().get();

        server.restart(EmbeddedPostgres.portOf(url));

        assertThat(ask(url, "select text from note")).isEqualTo("kept");
    }

    @Test
    @Timeout(20)
    void a_server_that_stands_still_is_said_to_be_silent_and_not_to_be_gone() {
        EmbeddedPostgres server = server("pg");
        start(server);
        String pid = String.valueOf(server.process().orElseThrow().pid());
        Command.run(Duration.ofSeconds(5), "kill", "-STOP", pid);
        try {
            assertThat(server.running()).isEmpty();
            assertThat(server.silence()).contains("does not answer", pid);
        } finally {
            Command.run(Duration.ofSeconds(5), "kill", "-CONT", pid);
        }
        server.stop();
        assertThat(server.silence()).isEqualTo("not running");
    }

    @Test
    void is_taken_over_when_the_hub_that_started_it_is_gone() {
        EmbeddedPostgres server = server("pg");
        DatabaseUrl url = start(server);
        long pid = server.process().orElseThrow().pid();

        EmbeddedPostgres next = server("pg");

        assertThat(next.running()).contains(url);
        assertThat(start(next)).isEqualTo(url);
        assertThat(next.process().orElseThrow().pid()).isEqualTo(pid);
    }

    @Test
    void a_stale_pid_file_that_names_an_innocent_process_harms_nobody() throws Exception {
        EmbeddedPostgres server = server("pg");
        start(server);
        Path pidFile = parent.resolve("pg/data/postmaster.pid");
        List<String> lines = new ArrayList<>(Files.readAllLines(pidFile));
        server.stop();
        Process innocent = new ProcessBuilder("sleep", "300").start();
        try {
            lines.set(0, String.valueOf(innocent.pid()));
            Files.write(pidFile, lines);

            assertThat(ask(start(server("pg")), "select 1")).isEqualTo("1");
            assertThat(innocent.isAlive()).isTrue();
        } finally {
            innocent.destroy();
        }
    }

    @Test
    void somebody_elses_server_is_neither_used_nor_stopped() throws Exception {
        EmbeddedPostgres other = server("other");
        DatabaseUrl otherUrl = start(other);
        EmbeddedPostgres server = server("pg");
        start(server);
        server.stop();
        Files.copy(
                parent.resolve("other/data/postmaster.pid"),
                parent.resolve("pg/data/postmaster.pid"),
                StandardCopyOption.REPLACE_EXISTING);

        EmbeddedPostgres next = server("pg");

        assertThat(next.running()).isEmpty();
        assertThat(ask(start(next), "select current_setting('data_directory')"))
                .isEqualTo(parent.resolve("pg/data").toRealPath().toString());
        assertThat(ask(otherUrl, "select 1")).isEqualTo("1");
    }

    @Test
    void writes_to_disk_before_it_says_that_it_has() throws SQLException {
        DatabaseUrl url = start(server("pg"));

        assertThat(ask(url, "show fsync")).isEqualTo("on");
        assertThat(ask(url, "show synchronous_commit")).isEqualTo("on");
        assertThat(ask(url, "show full_page_writes")).isEqualTo("on");
    }

    @Test
    void can_be_reached_only_from_this_machine_and_only_with_the_password() throws SQLException {
        DatabaseUrl url = start(server("pg"));

        assertThat(ask(url, "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(ask(url, "show unix_socket_directories")).isEmpty();
        assertThatThrownBy(() -> DriverManager.getConnection(url.jdbc(), url.user(), "guess"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void others_can_read_neither_the_password_nor_the_data() throws IOException {
        start(server("pg"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("pg/password"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("pg"))))
                .isEqualTo("rwx------");
    }

    @Test
    void works_in_a_folder_with_spaces_and_quotes_in_its_name() throws SQLException {
        assertThat(ask(start(server("it's a folder")), "select 1")).isEqualTo("1");
    }

    @Test
    void a_first_start_that_was_cut_short_is_begun_anew() throws Exception {
        Files.createDirectories(parent.resolve("pg/data.new/base"));
        Files.writeString(parent.resolve("pg/data.new/PG_VERSION"), "18");

        assertThat(ask(start(server("pg")), "select 1")).isEqualTo("1");
    }

    @Test
    void a_folder_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> server("file/pg"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining(parent.resolve("file").toString());
    }

    @Test
    void data_of_another_major_version_is_refused_with_both_named() throws IOException {
        EmbeddedPostgres server = server("pg");
        start(server);
        server.stop();
        Files.writeString(parent.resolve("pg/data/PG_VERSION"), "12\n");

        assertThatThrownBy(() -> start(server("pg")))
                .hasMessageContaining("PostgreSQL 12")
                .hasMessageContaining("18");
    }

    @Test
    void runs_as_an_ordinary_user() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "this is an ordinary user");
        Path place = Files.createTempDirectory("hub-nobody");
        try {
            List<String> classPath = new ArrayList<>();
            for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
                classPath.add(readable(Path.of(entry), place.resolve("lib")).toString());
            }
            Files.createDirectories(place.resolve("work"));
            Command.run(Duration.ofMinutes(1), "chown", "-R", "nobody", place.toString());

            Command.Outcome outcome = Command.run(
                    Duration.ofMinutes(2),
                    List.of(
                            "setpriv",
                            "--reuid=nobody",
                            "--regid=nogroup",
                            "--clear-groups",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            String.join(File.pathSeparator, classPath),
                            Servers.class.getName(),
                            place.resolve("work/pg").toString(),
                            place.resolve("work/programs").toString()),
                    Map.of());

            assertThat(outcome.output()).contains("user hub process true").contains("running false");
        } finally {
            dev.sessionhub.launcher.process.Folders.delete(place);
        }
    }

    private static Path readable(Path entry, Path folder) {
        Path copy = folder.resolve(entry.toString().replace('/', '_'));
        if (Files.isDirectory(entry)) {
            dev.sessionhub.launcher.process.Folders.copy(entry, copy);
        } else if (Files.exists(entry) && !entry.toString().contains("payara")) {
            try {
                Files.createDirectories(folder);
                Files.copy(entry, copy);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return copy;
    }

    private EmbeddedPostgres server(String name) {
        EmbeddedPostgres server = Servers.at(parent.resolve(name));
        started.add(server);
        return server;
    }

    private static DatabaseUrl start(EmbeddedPostgres server) {
        return server.start(_ -> {});
    }

    private static void writeOneRow(DatabaseUrl url) throws SQLException {
        ask(url, "create table note (text text)");
        ask(url, "insert into note values ('kept')");
    }
}
