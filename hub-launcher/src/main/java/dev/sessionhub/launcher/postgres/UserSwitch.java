package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL refuses to run as root. In a user namespace of its own it is nobody to itself, and its files still belong
 * to root outside.
 */
final class UserSwitch {

    private final List<String> prefix;

    private UserSwitch(List<String> prefix) {
        this.prefix = prefix;
    }

    static UserSwitch needed() {
        if (!isRoot()) {
            return new UserSwitch(List.of());
        }
        Command.Outcome trial = Command.run(Duration.ofSeconds(5), "unshare", "-U", "id", "-u");
        if (!trial.succeeded() || trial.output().strip().equals("0")) {
            throw new Failure("the embedded PostgreSQL cannot run as root here, since user namespaces are not allowed ("
                    + trial.tail() + "): run the hub as an ordinary user, or set DATABASE_URL");
        }
        return new UserSwitch(List.of("unshare", "-U"));
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException _) {
            return false;
        }
    }

    List<String> command(List<String> words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(words);
        return command;
    }
}
