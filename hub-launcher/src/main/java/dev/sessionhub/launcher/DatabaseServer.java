package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.postgres.PostgresBinaries;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Installation;
import java.nio.file.Files;
import java.nio.file.Path;

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

    static DatabaseUrl start(HubConfiguration configuration, Installation installation, Progress progress) {
        return configuration
                .database()
                .orElseGet(() -> embedded(installation, new DataDirectory(configuration.data()))
                        .start(progress::step));
    }
}
