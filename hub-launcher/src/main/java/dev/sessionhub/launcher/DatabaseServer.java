package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.database.Migrations;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.postgres.PostgresBinaries;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Installation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Which PostgreSQL this hub uses. */
final class DatabaseServer {

    private DatabaseServer() {}

    /** The embedded server of a data directory. Its programs are shared beside the build where that can be written. */
    static EmbeddedPostgres embedded(Installation installation, DataDirectory data) {
        String version = BuildInfo.read().postgresVersion();
        Path beside = installation.dist();
        Path programs = Files.isWritable(beside)
                ? beside.resolve("postgres")
                : data.path().resolve("postgres-programs");
        Folders.secret(data.logs());
        return new EmbeddedPostgres(
                new PostgresBinaries(programs, version),
                version,
                data.postgres(),
                data.logs().resolve("postgres.log"));
    }

    /** The embedded server if it runs; nothing is made or started. */
    static Optional<DatabaseUrl> running(Installation installation, DataDirectory data) {
        return Files.isDirectory(data.postgres()) ? embedded(installation, data).running() : Optional.empty();
    }

    /** What the embedded server that is not {@link #running} does, for people. */
    static String silence(Installation installation, DataDirectory data) {
        return Files.isDirectory(data.postgres()) ? embedded(installation, data).silence() : "not running";
    }

    /**
     * Works on the database of a hub that runs, or does not: then the embedded server runs just as long as the work takes.
     */
    static void with(Installation installation, HubConfiguration configuration, Consumer<DatabaseUrl> work) {
        Optional<DatabaseUrl> external = configuration.database();
        if (external.isPresent()) {
            Migrations.run(external.get(), installation.migrations());
            work.accept(external.get());
            return;
        }
        DataDirectory data = new DataDirectory(configuration.data());
        try (DataLock lock = DataLock.attempt(data.path()).orElse(null)) {
            EmbeddedPostgres postgres = embedded(installation, data);
            if (lock == null) {
                work.accept(postgres.running()
                        .orElseThrow(() -> new Failure("the hub is starting or stopping; try again in a moment")));
                return;
            }
            alone(installation, postgres, work);
        }
    }

    private static void alone(Installation installation, EmbeddedPostgres postgres, Consumer<DatabaseUrl> work) {
        try {
            DatabaseUrl database = postgres.start(_ -> {});
            Migrations.run(database, installation.migrations());
            work.accept(database);
        } finally {
            postgres.stop();
        }
    }
}
