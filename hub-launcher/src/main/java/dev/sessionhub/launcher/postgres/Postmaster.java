package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.process.Folders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The server process of a data directory, as its {@code postmaster.pid} and the kernel tell.
 *
 * @param pid its process
 * @param port its TCP port
 */
record Postmaster(long pid, int port) {

    private static final int PORT_LINE = 3;

    /** What the pid file says; the process may be gone or be somebody else's by now. */
    static Optional<Postmaster> written(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            long pid = Long.parseLong(lines.getFirst().strip());
            int port = lines.size() > PORT_LINE
                    ? Integer.parseInt(lines.get(PORT_LINE).strip())
                    : 0;
            return Optional.of(new Postmaster(pid, port));
        } catch (IOException | NumberFormatException | java.util.NoSuchElementException _) {
            return Optional.empty();
        }
    }

    /** The server of this data directory, if it runs: its own command line must name the directory. */
    static Optional<Postmaster> running(Path cluster) {
        return written(cluster).filter(postmaster -> postmaster.serves(cluster));
    }

    boolean alive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    boolean serves(Path cluster) {
        List<String> words = commandLine(pid);
        return alive()
                && !words.isEmpty()
                && words.getFirst().endsWith("postgres")
                && words.contains(cluster.toString());
    }

    private static List<String> commandLine(long pid) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline"));
            return Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\0"));
        } catch (IOException _) {
            return List.of();
        }
    }

    /** Processes that still work inside a data directory: after a postmaster was killed, its children for a moment. */
    static List<Long> workingIn(Path cluster) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> worksIn(process, cluster))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("cannot list processes: " + Folders.reason(e), e);
        }
    }

    private static boolean worksIn(Path process, Path cluster) {
        try {
            return Files.readSymbolicLink(process.resolve("cwd")).equals(cluster);
        } catch (IOException _) {
            return false;
        }
    }
}
