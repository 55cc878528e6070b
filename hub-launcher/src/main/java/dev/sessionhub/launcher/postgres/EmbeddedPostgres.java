package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Command.Outcome;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A PostgreSQL server on a free port of the loopback interface. It outlives a killed hub and is adopted by the next one;
 * {@link #stop} ends it. One hub at a time uses it: the caller holds the data directory's lock.
 */
public final class EmbeddedPostgres {

    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int ATTEMPTS = 3;

    /** For who only asks whether it answers. */
    private static final String LOOK = "connectTimeout=3&socketTimeout=3";

    private static final String PATIENCE = "connectTimeout=5&socketTimeout=30";

    private final PostgresBinaries binaries;
    private final String version;
    private final UserSwitch user;
    private final Cluster cluster;
    private final Path log;

    /**
     * A server that is not started yet.
     *
     * @param binaries its programs
     * @param version their version
     * @param folder where its files are, or will be
     * @param log the file it writes to
     */
    public EmbeddedPostgres(PostgresBinaries binaries, String version, Path folder, Path log) {
        this.binaries = binaries;
        this.version = version;
        this.user = UserSwitch.needed();
        this.cluster = new Cluster(binaries, user, real(Folders.secret(folder)));
        this.log = log;
    }

    private static Path real(Path folder) {
        try {
            return folder.toRealPath();
        } catch (IOException e) {
            throw new Failure("cannot use the folder " + folder + ": " + Folders.reason(e), e);
        }
    }

    /**
     * Makes the database if there is none, adopts a running server, or starts one.
     *
     * @param progress is told what takes long
     * @return how to connect
     */
    public DatabaseUrl start(Consumer<String> progress) {
        if (!binaries.unpacked()) {
            progress.accept("unpacking PostgreSQL " + version);
            binaries.unpack();
        }
        if (!cluster.exists()) {
            progress.accept("making the database");
            cluster.make();
        }
        cluster.requireVersion(version);
        return connection(adopted(progress).orElseGet(() -> started(progress)));
    }

    /** The server of these files, if it runs and answers. */
    public Optional<DatabaseUrl> running() {
        return Postmaster.running(cluster.data())
                .filter(postmaster -> problem(postmaster.port(), LOOK).isEmpty())
                .map(postmaster -> url(postmaster.port()));
    }

    /** What a server that is not {@link #running} does, for people. */
    public String silence() {
        return process()
                .map(process -> "does not answer, though its process " + process.pid() + " lives")
                .orElse("not running");
    }

    /** Starts it again on the port it had, after it has ended by itself. */
    public void restart(int port) {
        start(port).ifPresent(problem -> {
            throw new Failure("cannot start PostgreSQL again: " + problem);
        });
    }

    /** The process of the running server. */
    public Optional<ProcessHandle> process() {
        return Postmaster.running(cluster.data()).flatMap(postmaster -> ProcessHandle.of(postmaster.pid()));
    }

    public static int portOf(DatabaseUrl url) {
        return Integer.parseInt(url.jdbc().replaceFirst(".*:(\\d+)/.*", "$1"));
    }

    private Optional<Postmaster> adopted(Consumer<String> progress) {
        Optional<Postmaster> running = Postmaster.running(cluster.data());
        if (running.isEmpty()) {
            return running;
        }
        progress.accept(
                "taking over the running PostgreSQL, process " + running.get().pid());
        Optional<String> problem = problem(running.get().port());
        if (problem.isEmpty()) {
            return running;
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "the running PostgreSQL does not answer and is stopped: {0}",
                problem.get());
        stop();
        return Optional.empty();
    }

    private Postmaster started(Consumer<String> progress) {
        progress.accept("starting PostgreSQL");
        forgetStrangersProcess();
        String problem = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            Optional<String> failed = start(port);
            if (failed.isEmpty()) {
                return Postmaster.running(cluster.data()).orElseThrow(() -> failed("it ended at once"));
            }
            problem = failed.get();
            LOG.log(System.Logger.Level.WARNING, "PostgreSQL did not start on port {0}: {1}", port, problem);
        }
        throw failed(problem);
    }

    private Failure failed(String problem) {
        return new Failure("PostgreSQL does not start: " + Cluster.explained(problem) + "; its log is " + log);
    }

    /**
     * A pid file whose process is alive but not ours would stop PostgreSQL from starting. Deleting it is safe only when
     * nothing works in the data directory any more.
     */
    private void forgetStrangersProcess() {
        Optional<Postmaster> written = Postmaster.written(cluster.data());
        if (written.isEmpty() || !written.get().alive()) {
            return;
        }
        List<Long> remaining = Postmaster.workingIn(cluster.data());
        if (!remaining.isEmpty()) {
            throw new Failure("processes " + remaining + " still work in " + cluster.data()
                    + ": wait a moment, or end them, and start again");
        }
        try {
            Files.deleteIfExists(cluster.data().resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new Failure("cannot delete a stale postmaster.pid: " + Folders.reason(e), e);
        }
    }

    /** Empty if it runs now and is ours. */
    private Optional<String> start(int port) {
        cluster.listenOn(port);
        Outcome outcome = control("start", "-w", "-t", String.valueOf(LIMIT.toSeconds()), "-l", log.toString());
        if (!outcome.succeeded()) {
            return Optional.of(outcome.tail() + " | " + logTail());
        }
        Optional<String> problem = problem(port);
        if (problem.isPresent()) {
            stop();
        }
        return problem;
    }

    /** Ends the server if it runs; connections are cut, nothing committed is lost. */
    public void stop() {
        if (Postmaster.running(cluster.data()).isEmpty()) {
            return;
        }
        Outcome outcome = control("stop", "-w", "-t", "60", "-m", "fast");
        if (!outcome.succeeded() && Postmaster.running(cluster.data()).isPresent()) {
            LOG.log(System.Logger.Level.WARNING, "PostgreSQL does not stop: {0}", outcome.tail());
            control("stop", "-w", "-t", "60", "-m", "immediate");
        }
    }

    private Outcome control(String action, String... options) {
        List<String> words = new java.util.ArrayList<>();
        words.add(binaries.program("pg_ctl").toString());
        words.add(action);
        words.add("--silent");
        words.add("--pgdata=" + cluster.data());
        words.addAll(List.of(options));
        return Command.run(LIMIT.plusSeconds(10), user.command(words), Map.of());
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join(" | ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
        } catch (IOException _) {
            return "no log";
        }
    }

    private DatabaseUrl connection(Postmaster postmaster) {
        makeDatabase(postmaster.port());
        return url(postmaster.port());
    }

    private DatabaseUrl url(int port) {
        return new DatabaseUrl(
                "jdbc:postgresql://127.0.0.1:" + port + "/hub", Cluster.USER, Secret.of(cluster.password()));
    }

    private Connection connect(int port) throws SQLException {
        return connect(port, PATIENCE);
    }

    private Connection connect(int port, String limits) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres?sslmode=disable&" + limits,
                Cluster.USER,
                cluster.password());
    }

    /** Who answers on a port must name our data directory, otherwise it is somebody else's server. */
    private Optional<String> problem(int port) {
        return problem(port, PATIENCE);
    }

    private Optional<String> problem(int port, String limits) {
        try (Connection connection = connect(port, limits);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("select current_setting('data_directory')")) {
            answer.next();
            String directory = answer.getString(1);
            return directory.equals(cluster.data().toString())
                    ? Optional.empty()
                    : Optional.of("the server on port " + port + " belongs to " + directory);
        } catch (SQLException e) {
            return Optional.of("port " + port + ": " + e.getMessage());
        }
    }

    private void makeDatabase(int port) {
        try (Connection connection = connect(port);
                Statement statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("select 1 from pg_database where datname = 'hub'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("create database hub");
        } catch (SQLException e) {
            throw new Failure("cannot make the database \"hub\": " + e.getMessage(), e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new Failure("no free TCP port on the loopback interface: " + e.getMessage(), e);
        }
    }
}
