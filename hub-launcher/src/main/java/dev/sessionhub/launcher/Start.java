package dev.sessionhub.launcher;

import dev.sessionhub.launcher.aot.Training;
import dev.sessionhub.launcher.backup.Backups;
import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.Accounts;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.database.Migrations;
import dev.sessionhub.launcher.door.FrontDoor;
import dev.sessionhub.launcher.door.WaitingRoom;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Installation;
import dev.sessionhub.launcher.process.Passwords;
import dev.sessionhub.launcher.process.RunningHub;
import dev.sessionhub.launcher.server.LogSetup;
import dev.sessionhub.launcher.server.PayaraServer;
import dev.sessionhub.launcher.server.Readiness;
import dev.sessionhub.launcher.server.WarPlugins;
import dev.sessionhub.spi.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From a configuration to a hub that answers: lock, database, migrations, first administrator, server. */
final class Start {

    private static final System.Logger LOG = System.getLogger(Start.class.getName());
    static final String READY = "Session Hub is ready at ";

    private static final String FIRST_ADMINISTRATOR = "admin";
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration SERVER_END_LIMIT = Duration.ofSeconds(15);

    private final Installation installation;
    private final HubConfiguration configuration;
    private final DataDirectory data;
    private final Progress progress;

    Start(Installation installation, HubConfiguration configuration, Progress progress) {
        this.installation = installation;
        this.configuration = configuration;
        this.data = new DataDirectory(configuration.data());
        this.progress = progress;
    }

    void run() {
        DataLock lock = lock();
        HttpAddress address = HttpAddress.free(configuration.address(), configuration.port());
        RunningHub.self(address.url().toString(), BuildInfo.read().version()).write(data.path());
        Path logSettings = LogSetup.apply(data.logSettings(), data.log());
        progress.line("Session Hub " + BuildInfo.read().version() + ", data in " + data.path());
        WaitingRoom waiting = WaitingRoom.open(address.socket());
        prepareFolders();
        Optional<EmbeddedPostgres> embedded = embedded();
        Shutdown shutdown = new Shutdown(data, lock, embedded, new Training(installation.dist()), SERVER_END_LIMIT);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "hub shutdown"));
        DatabaseUrl database = migrated(embedded);
        Optional<String> password = firstAdministrator(database);
        ServerProperties.set(configuration, data, installation, database, address);
        shutdown.serving();
        FrontDoor door = serve(logSettings, address, waiting);
        shutdown.served(door);
        embedded.ifPresent(postgres -> shutdown.keep(postgres, database));
        password.ifPresent(text -> progress.line("First administrator: user " + FIRST_ADMINISTRATOR + ", password "
                + text + " (shown only now; change it with ./hub user passwd " + FIRST_ADMINISTRATOR + ")"));
        progress.line(READY + address.url());
        LOG.log(System.Logger.Level.INFO, "ready at {0}", address.url());
    }

    private DataLock lock() {
        return DataLock.attempt(data.path())
                .orElseThrow(() -> new Failure(RunningHub.on(data.path())
                        .map(hub -> "a hub already runs on " + data.path() + ", process " + hub.pid() + " at "
                                + hub.url() + "; stop it with ./hub down, or use another --data")
                        .orElse("another program uses " + data.path() + "; wait for it, or use another --data")));
    }

    private void prepareFolders() {
        Folders.secret(configuration.worktrees());
        if (configuration.repository().isEmpty()) {
            SampleRepository.makeAt(data.sample());
        }
    }

    private Optional<EmbeddedPostgres> embedded() {
        return configuration.database().isPresent()
                ? Optional.empty()
                : Optional.of(DatabaseServer.embedded(installation, data));
    }

    private DatabaseUrl database(Optional<EmbeddedPostgres> embedded) {
        return embedded.map(postgres -> postgres.start(progress::step))
                .or(configuration::database)
                .orElseThrow();
    }

    /** Only what holds something already is worth a backup. */
    private DatabaseUrl migrated(Optional<EmbeddedPostgres> embedded) {
        DatabaseUrl database = database(embedded);
        Optional<String> outdated = Migrations.outdated(database, installation.migrations());
        if (outdated.isEmpty()) {
            progress.step("preparing the database");
            Migrations.run(database, installation.migrations());
            return database;
        }
        Optional<Path> backup = embedded.map(postgres -> backup(postgres, outdated.get()));
        DatabaseUrl again = backup.isPresent() ? database(embedded) : database;
        try {
            Migrations.run(again, installation.migrations());
        } catch (Failure failed) {
            String kept = backup.map(copy -> "; it is also kept as " + copy).orElse("");
            throw new Failure(
                    failed.getMessage() + kept + "; the version of the hub before this one still fits it", failed);
        }
        return again;
    }

    private Path backup(EmbeddedPostgres postgres, String version) {
        progress.step("backing up the database of version " + version + " before it is brought to this one");
        postgres.stop();
        return new Backups(data.backups(), data.postgres()).take("before-leaving-version-" + version);
    }

    /** The password to show, if one was made up. */
    private Optional<String> firstAdministrator(DatabaseUrl database) {
        Accounts accounts = new Accounts(database);
        if (accounts.hasAdministrator()) {
            return Optional.empty();
        }
        Optional<Secret> given = configuration.adminPassword();
        String password = given.map(Secret::reveal).orElseGet(() -> Passwords.random(20));
        boolean added = accounts.addFirstAdministrator(FIRST_ADMINISTRATOR, Secret.of(password));
        return added && given.isEmpty() ? Optional.of(password) : Optional.empty();
    }

    /** The hub's address is given to the server when it can answer. */
    private FrontDoor serve(Path logSettings, HttpAddress address, WaitingRoom waiting) {
        progress.step("starting the server");
        URI inside = PayaraServer.hiddenAddress();
        WarPlugins.Server server =
                PayaraServer.start(installation.payara(), data.instance(), logSettings, installation.war());
        new WarPlugins(configuration.plugins().orElse(installation.plugins()), server).begin();
        FrontDoor door = FrontDoor.ofPayara();
        Readiness answer = Readiness.await(inside, ANSWER_LIMIT);
        if (!answer.answered()) {
            throw new Failure("the server does not answer at " + inside + " (status " + answer.status()
                    + "); the log is " + data.log());
        }
        List<String> down = answer.down();
        if (!down.isEmpty()) {
            progress.line("Warning: not everything works yet: " + String.join(", ", down) + "; see "
                    + URI.create(address.url() + "/health/ready"));
        }
        waiting.close();
        door.open(address.socket());
        return door;
    }
}
