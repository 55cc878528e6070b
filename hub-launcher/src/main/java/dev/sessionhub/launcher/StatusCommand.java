package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.database.SessionCounts;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import dev.sessionhub.launcher.process.RunningHub;
import dev.sessionhub.launcher.server.Readiness;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub status}. */
@Command(name = "status", description = "Tells what runs; fails if the hub does not.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        Installation installation = Installation.found();
        HubConfiguration configuration = options.read(installation);
        DataDirectory data = new DataDirectory(configuration.data());
        Progress progress = new Progress(System.out);
        Optional<RunningHub> hub = RunningHub.on(data.path());
        progress.line(hub.map(StatusCommand::described).orElse("Session Hub is not running; start it with ./hub up"));
        progress.line("Data      " + data.path());
        progress.line("Database  " + database(installation, configuration, data));
        return hub.isPresent() ? 0 : 1;
    }

    private static String described(RunningHub hub) {
        Readiness answer = Readiness.ask(URI.create(hub.url()));
        String state = answer.ready()
                ? "ready"
                : answer.answered() ? "degraded: " + String.join(", ", answer.down()) : "does not answer yet";
        return "Session Hub " + hub.version() + " runs at " + hub.url() + " (" + state + "), process " + hub.pid()
                + " since " + hub.started();
    }

    private static String database(Installation installation, HubConfiguration configuration, DataDirectory data) {
        String kind = configuration.database().isPresent() ? "external" : "embedded";
        Optional<DatabaseUrl> url = configuration.database().or(() -> DatabaseServer.running(installation, data));
        if (url.isEmpty()) {
            return kind + ", " + DatabaseServer.silence(installation, data);
        }
        try {
            return kind + ", " + url.get().jdbc().replaceFirst("\\?.*", "") + "\nSessions  "
                    + SessionCounts.read(url.get());
        } catch (Failure e) {
            return kind + ": " + e.getMessage();
        }
    }
}
