package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import dev.sessionhub.launcher.process.RunningHub;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub down}. */
@Command(name = "down", description = "Stops the hub; sessions go on.")
final class DownCommand implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(55);

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public void run() {
        Installation installation = Installation.found();
        HubConfiguration configuration = options.read(installation);
        DataDirectory data = new DataDirectory(configuration.data());
        Progress progress = new Progress(System.out);
        Optional<RunningHub> hub = RunningHub.on(data.path());
        hub.flatMap(RunningHub::process).ifPresent(process -> end(process, progress));
        boolean orphan = stopOrphan(installation, configuration, data);
        progress.line(
                hub.isPresent()
                        ? "Session Hub has stopped; sessions go on"
                        : orphan
                                ? "Session Hub was not running; its database was, and has stopped"
                                : "Session Hub is not running");
    }

    private static void end(ProcessHandle process, Progress progress) {
        process.destroy();
        if (ended(process, PATIENCE)) {
            return;
        }
        progress.line("waiting for process " + process.pid() + " to end");
        if (ended(process, LIMIT)) {
            return;
        }
        progress.line("process " + process.pid() + " does not end and is killed; nothing that was saved is lost");
        process.destroyForcibly();
        if (!ended(process, LIMIT)) {
            throw new Failure("process " + process.pid()
                    + " cannot be killed; see what it waits for with: ps -o stat,wchan " + process.pid());
        }
    }

    private static boolean ended(ProcessHandle process, Duration limit) {
        CompletableFuture<ProcessHandle> exit = process.onExit();
        try {
            exit.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A killed hub leaves its database behind. */
    private static boolean stopOrphan(Installation installation, HubConfiguration configuration, DataDirectory data) {
        if (configuration.database().isPresent() || !java.nio.file.Files.isDirectory(data.postgres())) {
            return false;
        }
        try (DataLock lock = DataLock.attempt(data.path()).orElse(null)) {
            EmbeddedPostgres postgres = DatabaseServer.embedded(installation, data);
            boolean runs = lock != null && postgres.process().isPresent();
            if (runs) {
                postgres.stop();
            }
            return runs;
        }
    }
}
