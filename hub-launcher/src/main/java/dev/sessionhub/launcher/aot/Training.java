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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Boots the hub once more on scratch data while the JDK records what is loaded. */
public final class Training {

    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final String SWITCH = "HUB_AOT";

    /** Must agree with those of {@code hub up}, or the JDK refuses the cache. */
    static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders");

    private final AotCache cache;
    private final Path jar;

    public Training(Path dist) {
        this.cache = new AotCache(dist);
        this.jar = dist.resolve("hub.jar");
    }

    /**
     * Starts {@code hub train} apart from this process, with what time nobody else wants, unless it is not wanted or was
     * done: a hub that starts meanwhile must not notice.
     */
    public void beginLater() {
        boolean unwanted = "off".equals(System.getenv(SWITCH)) || System.getenv("CI") != null;
        if (unwanted || isBusy() || !cache.isMissing()) {
            return;
        }
        try {
            new ProcessBuilder("setsid", "chrt", "-i", "0", java(), "-jar", jar.toString(), "train")
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

    private List<String> recording(DataLock held, Path scratch) {
        java.util.Objects.requireNonNull(held);
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-XX:AOTCacheOutput=" + cache.draft()));
        command.addAll(FLAGS);
        command.addAll(List.of("-jar", jar.toString(), "train", "--boot", scratch.toString()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
