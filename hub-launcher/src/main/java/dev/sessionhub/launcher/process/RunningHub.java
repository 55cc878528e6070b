package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * The hub that runs on a data directory. A process id alone proves nothing, as it may be somebody else's by now: the time its
 * process started must agree.
 *
 * @param pid its process
 * @param started when its process started
 * @param url where it answers
 * @param version its version
 */
public record RunningHub(long pid, Instant started, String url, String version) {

    private static final String FILE = "hub.pid";

    public static RunningHub self(String url, String version) {
        ProcessHandle self = ProcessHandle.current();
        return new RunningHub(self.pid(), startOf(self), url, version);
    }

    private static Instant startOf(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    public void write(Path data) {
        Folders.writeSecret(
                data.resolve(FILE), "pid=%d%nstarted=%s%nurl=%s%nversion=%s%n".formatted(pid, started, url, version));
    }

    public static void forget(Path data) {
        try {
            Files.deleteIfExists(data.resolve(FILE));
        } catch (IOException e) {
            throw new Failure("cannot delete " + data.resolve(FILE) + ": " + Folders.reason(e), e);
        }
    }

    /** The hub that is alive on this data directory. */
    public static Optional<RunningHub> on(Path data) {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
            return Optional.of(new RunningHub(
                            Long.parseLong(properties.getProperty("pid", "0")),
                            Instant.parse(properties.getProperty("started", "1970-01-01T00:00:00Z")),
                            properties.getProperty("url", ""),
                            properties.getProperty("version", "")))
                    .filter(hub -> hub.process().isPresent());
        } catch (IOException | RuntimeException e) {
            throw new Failure("cannot read " + file + ": " + e.getMessage() + "; delete it if no hub runs", e);
        }
    }

    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(process -> startOf(process).equals(started));
    }
}
