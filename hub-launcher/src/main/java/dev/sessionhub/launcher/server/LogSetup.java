package dev.sessionhub.launcher.server;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.LogManager;

/** Everything that is logged goes to one file; stdout belongs to the user. */
public final class LogSetup {

    private LogSetup() {}

    /** Writes the settings of the log, puts them into force and returns their file, for the server to read again. */
    public static Path apply(Path settings, Path log) {
        try (InputStream template = LogSetup.class.getResourceAsStream("logging.properties")) {
            if (template == null) {
                throw new IOException("logging.properties is missing in this build");
            }
            Files.createDirectories(settings.getParent());
            Files.createDirectories(log.getParent());
            Files.write(settings, template.readAllBytes());
            Files.writeString(
                    settings,
                    "\n" + RotatingLog.class.getName() + ".file = "
                            + log.toString().replace("\\", "\\\\") + "\n",
                    java.nio.file.StandardOpenOption.APPEND);
            try (InputStream written = Files.newInputStream(settings)) {
                LogManager.getLogManager().readConfiguration(written);
            }
            return settings;
        } catch (IOException e) {
            throw new Failure("cannot set up the log " + log + ": " + Folders.reason(e), e);
        }
    }
}
