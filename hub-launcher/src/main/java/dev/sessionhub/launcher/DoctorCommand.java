package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.ConfigurationException;
import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.database.DatabaseUrl;
import dev.sessionhub.launcher.doctor.Finding;
import dev.sessionhub.launcher.doctor.Finding.Grade;
import dev.sessionhub.launcher.doctor.Machine;
import dev.sessionhub.launcher.doctor.Programs;
import dev.sessionhub.launcher.doctor.ProviderChecks;
import dev.sessionhub.launcher.postgres.EmbeddedPostgres;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Installation;
import dev.sessionhub.launcher.process.RunningHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hub doctor}. */
@Command(name = "doctor", description = "Looks at what the hub needs and says what to do.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        Installation installation = Installation.found();
        List<Finding> findings = new ArrayList<>(List.of(Programs.jdk(), Programs.git(), Programs.tmux()));
        try {
            look(installation, options.read(installation), findings);
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> findings.add(new Finding(Grade.FAIL, "settings", problem)));
        }
        findings.forEach(finding -> System.out.println(finding.line()));
        return findings.stream().anyMatch(finding -> finding.grade() == Grade.FAIL) ? 1 : 0;
    }

    private static void look(Installation installation, HubConfiguration configuration, List<Finding> findings) {
        DataDirectory data = new DataDirectory(configuration.data());
        if (!configuration.hasProviderOfType("docker")) {
            findings.add(Programs.docker());
        }
        Path plugins = configuration.plugins().orElse(installation.plugins());
        ProviderChecks checks = new ProviderChecks(plugins, data.path());
        configuration
                .providers()
                .forEach((name, keys) -> findings.add(checks.look(name, keys, configuration.isPreferred(name))));
        findings.add(Machine.data(data.path()));
        findings.add(Machine.disk(data.path()));
        findings.add(database(installation, configuration, data));
        findings.add(Machine.port(configuration.address(), configuration.port(), RunningHub.on(data.path())));
    }

    private static Finding database(Installation installation, HubConfiguration configuration, DataDirectory data) {
        try {
            return configuration.database().map(DoctorCommand::external).orElseGet(() -> embedded(installation, data));
        } catch (Failure e) {
            return new Finding(Grade.FAIL, "database", String.valueOf(e.getMessage()));
        }
    }

    private static Finding external(DatabaseUrl url) {
        try (var _ = DriverManager.getConnection(
                url.jdbc(), url.user(), url.password().reveal())) {
            return new Finding(Grade.OK, "database", url.jdbc() + " answers");
        } catch (SQLException e) {
            return new Finding(Grade.FAIL, "database", url.jdbc() + ": " + e.getMessage() + "; check DATABASE_URL");
        }
    }

    private static Finding embedded(Installation installation, DataDirectory data) {
        if (!Files.isDirectory(data.postgres())) {
            return new Finding(Grade.OK, "database", "embedded; will be made at the first start");
        }
        if (DatabaseServer.running(installation, data).isPresent()) {
            return new Finding(Grade.OK, "database", "embedded, running");
        }
        EmbeddedPostgres server = DatabaseServer.embedded(installation, data);
        return server.process().isPresent()
                ? new Finding(
                        Grade.FAIL,
                        "database",
                        "embedded, " + server.silence() + "; if it stays so, end that process: the hub starts it again")
                : new Finding(Grade.OK, "database", "embedded, " + server.silence());
    }
}
