package dev.sessionhub.launcher.doctor;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Command.Outcome;
import dev.sessionhub.launcher.process.DockerClient;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The programs of the machine that the hub and its sessions use. */
public final class Programs {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)");
    private static final int JDK = 25;

    private Programs() {}

    public static Finding jdk() {
        Runtime.Version version = Runtime.version();
        return version.feature() >= JDK
                ? Finding.ok("JDK", version + " in " + System.getProperty("java.home"))
                : Finding.fail("JDK", version + " is too old: install JDK 25 or later, or set JAVA_HOME to one");
    }

    public static Finding git() {
        return atLeast("git", 2, 25, "apt-get install git", "git", "--version");
    }

    public static Finding tmux() {
        return atLeast("tmux", 3, 2, "apt-get install tmux", "tmux", "-V");
    }

    private static Finding atLeast(String name, int major, int minor, String advice, String... command) {
        Outcome outcome = Command.run(LIMIT, command);
        Matcher version = VERSION.matcher(outcome.output());
        if (!outcome.succeeded() || !version.find()) {
            return Finding.fail(name, "not found: " + advice);
        }
        int foundMajor = Integer.parseInt(version.group(1));
        int foundMinor = Integer.parseInt(version.group(2));
        boolean enough = foundMajor > major || (foundMajor == major && foundMinor >= minor);
        return enough
                ? Finding.ok(name, outcome.output().strip())
                : Finding.fail(
                        name,
                        outcome.output().strip() + " is too old, " + major + "." + minor + " is needed: " + advice);
    }

    /** Docker is needed only by providers of its type, and there are none. */
    public static Finding docker() {
        DockerClient client = new DockerClient(Map.of());
        Outcome outcome = client.ask(LIMIT, "version", "--format", "{{.Server.Version}}");
        return outcome.succeeded()
                ? Finding.ok("Docker", "engine " + outcome.output().strip() + " answers at " + client.endpoint())
                : Finding.warn(
                        "Docker",
                        "no engine answers at " + client.endpoint() + "; needed only for sessions in containers:"
                                + " apt-get install docker.io, start it, and let the hub's user reach its socket");
    }
}
