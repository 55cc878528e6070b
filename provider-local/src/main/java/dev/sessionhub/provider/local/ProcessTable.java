package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The processes of this machine, read from {@code /proc}. */
final class ProcessTable {

    /**
     * A process at the moment it was read.
     *
     * @param pid its number
     * @param parent its parent's number
     * @param session the number of the session's leader (setsid)
     * @param start when it started, in ticks since boot: tells two processes of the same number apart
     */
    record Entry(long pid, long parent, long session, long start) {

        void signal(boolean kill) {
            ProcessHandle.of(pid)
                    .filter(handle ->
                            read(pid).filter(now -> now.start == start).isPresent())
                    .ifPresent(handle -> send(handle, kill));
        }

        private static void send(ProcessHandle handle, boolean kill) {
            if (kill) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
        }
    }

    private static final Path PROC = Path.of("/proc");
    private static final long SELF = ProcessHandle.current().pid();

    private ProcessTable() {}

    /** Everything that carries the mark, shares a kernel session with it, or descends from it; never the hub itself. */
    static List<Entry> marked(String mark) {
        List<Entry> all = all();
        long own = read(SELF).map(Entry::session).orElse(0L);
        Set<Long> pids = new HashSet<>();
        Set<Long> sessions = new HashSet<>();
        for (Entry entry : all) {
            if (entry.pid != SELF && carries(entry.pid, mark)) {
                pids.add(entry.pid);
                sessions.add(entry.session);
            }
        }
        sessions.remove(own);
        boolean grown = !pids.isEmpty();
        while (grown) {
            grown = all.stream()
                            .filter(entry -> entry.pid != SELF)
                            .filter(entry -> sessions.contains(entry.session) || pids.contains(entry.parent))
                            .filter(entry -> pids.add(entry.pid))
                            .count()
                    > 0;
        }
        return all.stream().filter(entry -> pids.contains(entry.pid)).toList();
    }

    /**
     * The members of a kernel session.
     *
     * @param leader its number
     * @param young whether the leader is so young that no process number was used twice since it started
     */
    static List<Entry> session(long leader, boolean young) {
        List<Entry> candidates = young ? since(leader).orElseGet(ProcessTable::all) : all();
        return candidates.stream().filter(entry -> entry.session == leader).toList();
    }

    /** The processes that got a number after the given one, without a look at all the others. */
    private static Optional<List<Entry>> since(long first) {
        try {
            String[] load = text("loadavg").strip().split(" ", -1);
            long last = Long.parseLong(load[load.length - 1]);
            if (last < first || last - first > 512) {
                return Optional.empty();
            }
            List<Entry> found = new ArrayList<>();
            for (long pid = first; pid <= last; pid++) {
                read(pid).ifPresent(found::add);
            }
            return Optional.of(found);
        } catch (IOException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static List<Entry> all() {
        List<Entry> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path entry : entries) {
                read(Long.parseLong(entry.getFileName().toString())).ifPresent(found::add);
            }
        } catch (IOException | DirectoryIteratorException failure) {
            throw new ProviderException(
                    Code.UNAVAILABLE, "the processes of this machine cannot be listed in /proc", failure);
        }
        return found;
    }

    /** Reads one process; empty if it has ended. */
    static Optional<Entry> read(long pid) {
        try {
            String stat = text(pid + "/stat");
            String[] field = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (field[0].equals("Z") || field[0].equals("X")) {
                return Optional.empty();
            }
            return Optional.of(
                    new Entry(pid, Long.parseLong(field[1]), Long.parseLong(field[3]), Long.parseLong(field[19])));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Reads with a stream that, unlike a channel, does not mind an interrupted thread. */
    private static String text(String file) throws IOException {
        try (InputStream in = new FileInputStream(PROC.resolve(file).toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static boolean carries(long pid, String mark) {
        try {
            String environment = text(pid + "/environ");
            return environment.startsWith(mark + '\0') || environment.contains('\0' + mark + '\0');
        } catch (IOException _) {
            return false;
        }
    }
}
