package dev.sessionhub.launcher;

import dev.sessionhub.launcher.backup.Backups;
import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hub restore}. */
@Command(name = "restore", description = "Brings back the database as a backup has it; the hub must be stopped.")
final class RestoreCommand implements Runnable {

    @Parameters(
            arity = "0..1",
            paramLabel = "BACKUP",
            description = "which one; the newest before a migration if left out")
    private @Nullable String name;

    @Option(names = "--list", description = "only show what there is")
    private boolean list;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public void run() {
        Installation installation = Installation.found();
        HubConfiguration configuration = options.read(installation);
        Progress progress = new Progress(System.out);
        if (configuration.database().isPresent()) {
            throw new Failure("the database is not the hub's own: restore it with its own tools (pg_restore)");
        }
        DataDirectory data = new DataDirectory(configuration.data());
        Backups backups = new Backups(data.backups(), data.postgres());
        if (list) {
            backups.names().forEach(progress::line);
            return;
        }
        String chosen = name == null ? newest(backups.names()) : name;
        try (DataLock lock = DataLock.attempt(data.path()).orElse(null)) {
            if (lock == null) {
                throw new Failure("a hub runs on " + data.path() + "; stop it with ./hub down first");
            }
            DatabaseServer.embedded(installation, data).stop();
            backups.restore(chosen).ifPresent(replaced -> progress.line("What was there is kept as " + replaced));
        }
        progress.line("The database is as in backup " + chosen + "; start the version of the hub that fits it");
    }

    private static String newest(List<String> names) {
        return names.stream()
                .filter(one -> !one.endsWith("-replaced"))
                .findFirst()
                .orElseThrow(() -> new Failure("there is no backup; one is taken before every migration"));
    }
}
