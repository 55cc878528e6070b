package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Command.Outcome;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Passwords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The files of a database server: made once, never readable by others, log-in only by a random password. */
final class Cluster {

    static final String USER = "hub";

    private static final String SETTINGS = """
            listen_addresses = '127.0.0.1'
            unix_socket_directories = ''
            max_connections = 60
            shared_buffers = 64MB
            log_checkpoints = off
            log_timezone = 'UTC'
            timezone = 'UTC'
            """;

    private final PostgresBinaries binaries;
    private final UserSwitch user;
    private final Path folder;

    Cluster(PostgresBinaries binaries, UserSwitch user, Path folder) {
        this.binaries = binaries;
        this.user = user;
        this.folder = folder;
    }

    /** The real path: the server's own command line and answers use it. */
    Path data() {
        return folder.resolve("data");
    }

    boolean exists() {
        return Files.isRegularFile(data().resolve("PG_VERSION"));
    }

    String password() {
        Path file = folder.resolve("password");
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new Failure("cannot read the database's password in " + file + ": " + Folders.reason(e), e);
        }
    }

    /** Made beside the final place and renamed: a data directory that is there is whole. */
    void make() {
        Path draft = folder.resolve("data.new");
        Folders.delete(draft);
        Folders.writeSecret(folder.resolve("password"), Passwords.random(32));
        Outcome outcome = Command.run(
                Duration.ofMinutes(2),
                user.command(List.of(
                        binaries.program("initdb").toString(),
                        "--pgdata=" + draft,
                        "--username=" + USER,
                        "--pwfile=" + folder.resolve("password"),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale-provider=builtin",
                        "--locale=C.UTF-8",
                        "--set=max_connections=60",
                        "--set=shared_buffers=64MB")),
                Map.of());
        if (!outcome.succeeded()) {
            throw new Failure("cannot make the database in " + folder + ": " + explained(outcome.tail()));
        }
        try {
            Files.writeString(draft.resolve("postgresql.conf"), "\ninclude 'hub.conf'\n", StandardOpenOption.APPEND);
            Files.move(draft, data(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot make the database in " + folder + ": " + Folders.reason(e), e);
        }
    }

    void listenOn(int port) {
        try {
            Files.writeString(data().resolve("hub.conf"), SETTINGS + "port = " + port + "\n");
        } catch (IOException e) {
            throw new Failure("cannot write into " + data() + ": " + Folders.reason(e), e);
        }
    }

    void requireVersion(String version) {
        String major = version.substring(0, version.indexOf('.'));
        try {
            String found = Files.readString(data().resolve("PG_VERSION")).strip();
            if (!found.equals(major)) {
                throw new Failure("the database in " + data() + " was made by PostgreSQL " + found
                        + ", this hub brings " + major + ": dump it with the old hub and load it with this one");
            }
        } catch (IOException e) {
            throw new Failure("cannot read " + data() + ": " + Folders.reason(e), e);
        }
    }

    static String explained(String output) {
        if (output.contains("No space left on device")) {
            return "the disk is full; make room and start again (" + output + ")";
        }
        if (output.contains("Permission denied")) {
            return "permission denied; the folder and all in it must belong to the user of the hub (" + output + ")";
        }
        return output;
    }
}
