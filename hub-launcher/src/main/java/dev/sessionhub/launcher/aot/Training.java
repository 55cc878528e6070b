package dev.sessionhub.launcher.aot;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.DataLock;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Boots the hub once more on scratch data while the JDK records what is loaded. */
public final class Training {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String SWITCH = "HUB_AOT";

    private final AotCache cache;
    private final Path jar;

    public Training(Path dist) {
        this.cache = new AotCache(dist);
        this.jar = dist.resolve("hub.jar");
    }

    /** Starts {@code hub train} apart from this process, at the lowest priority, unless it is not wanted or was done. */
    public void beginLater() {
        boolean unwanted = "off".equals(System.getenv(SWITCH)) || System.getenv("CI") != null;
        if (unwanted || isBusy() || !cache.isMissing()) {
            return;
        }
        try {
            new ProcessBuilder("setsid", "nice", "-n", "19", java(), "-jar", jar.toString(), "train")
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.getLogger(Training.class.getName())
                    .log(System.Logger.Level.INFO, "no training: {0}", e.getMessage());
        }
    }

    /** A machine with more to do than it has processors is not given more; the next end is soon enough. */
    private static boolean isBusy() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() > system.getAvailableProcessors();
    }

    /** Trains in a process of its own and keeps what comes out of it; one training at a time. */
    public void run(Path scratch) {
        try (DataLock lock =
                cache.lock().orElseThrow(() -> new Failure("another training runs on this build; wait for it"))) {
            Command.Outcome outcome = Command.run(LIMIT, recording(lock, scratch), Map.of(SWITCH, "off"));
            cache.settle();
            if (!outcome.succeeded()) {
                throw new Failure("the training failed, the hub works without it: " + outcome.tail());
            }
        } catch (IOException e) {
            throw new Failure("cannot keep the result of the training: " + Folders.reason(e), e);
        }
    }

    /** The flags that must agree with those of {@code hub up} for the cache to fit. */
    private List<String> recording(DataLock held, Path scratch) {
        java.util.Objects.requireNonNull(held);
        return List.of(
                java(),
                "-XX:+UseG1GC",
                "-Xmx512m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:AOTCacheOutput=" + cache.draft(),
                "-jar",
                jar.toString(),
                "train",
                "--boot",
                scratch.toString());
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
