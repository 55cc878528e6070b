package dev.sessionhub.launcher;

import dev.sessionhub.launcher.aot.Training;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.door.FrontDoor;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.RunningHub;
import dev.sessionhub.launcher.server.PayaraServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** The orderly end: the server first, then its database, then the traces of this process. Sessions go on. */
final class Shutdown implements Runnable {

    private static final System.Logger LOG = System.getLogger(Shutdown.class.getName());
    private static final int TERMINATED = 143;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final DataDirectory data;
    private final DataLock lock;
    private final Optional<EmbeddedPostgres> postgres;
    private final Training training;
    private final Duration serverLimit;
    private volatile boolean serving;
    private volatile @Nullable FrontDoor door;
    private volatile boolean ending;

    /**
     * How it will end.
     *
     * @param serverLimit how long the server may take
     */
    Shutdown(
            DataDirectory data,
            DataLock lock,
            Optional<EmbeddedPostgres> postgres,
            Training training,
            Duration serverLimit) {
        this.serverLimit = serverLimit;
        this.training = training;
        this.data = data;
        this.lock = lock;
        this.postgres = postgres;
    }

    @Override
    public void run() {
        ending = true;
        FrontDoor opened = door;
        if (opened != null) {
            opened.close();
        }
        boolean stuck = serving && !PayaraServer.awaitEnd(serverLimit);
        postgres.ifPresent(EmbeddedPostgres::stop);
        RunningHub.forget(data.path());
        lock.close();
        if (opened != null) {
            training.beginLater();
        }
        if (stuck) {
            // Payara's class loaders can block each other for ever; what is worth keeping is not in this process.
            LOG.log(System.Logger.Level.WARNING, "the server did not end within {0} and is ended", serverLimit);
            Runtime.getRuntime().halt(TERMINATED);
        }
    }

    /** From now on there is a server to wait for. */
    void serving() {
        serving = true;
    }

    /** The hub was ready once: what it takes to start it is worth being remembered. */
    void served(FrontDoor opened) {
        door = opened;
    }

    /** Starts the database again, on the same port, whenever it ends before the hub does. */
    void keep(EmbeddedPostgres server, DatabaseUrl url) {
        Thread.ofPlatform()
                .daemon()
                .name("hub database watch")
                .start(() -> watch(server, EmbeddedPostgres.portOf(url)));
    }

    private void watch(EmbeddedPostgres server, int port) {
        Duration pause = Duration.ofMillis(500);
        while (!ending) {
            server.process().ifPresent(process -> process.onExit().join());
            LockSupport.parkNanos(pause.toNanos());
            if (ending) {
                return;
            }
            try {
                LOG.log(System.Logger.Level.WARNING, "PostgreSQL ended by itself and is started again");
                server.restart(port);
                pause = Duration.ofMillis(500);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "PostgreSQL cannot be started again", e);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }
}
