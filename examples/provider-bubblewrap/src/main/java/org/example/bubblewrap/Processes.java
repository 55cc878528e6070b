package org.example.bubblewrap;

import module java.base;

/** What the kernel tells about processes. */
final class Processes {

    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private Processes() {}

    /** A name of a sandbox's init process that no other one ever has; empty if it does not live. */
    static String identity(long init) {
        String namespace = namespace(init);
        return namespace.isEmpty() ? "" : init + " " + namespace + known(() -> Files.readString(BOOT));
    }

    /** Every process in the sandbox of an init process. */
    static List<ProcessHandle> sandboxed(long init) {
        String namespace = namespace(init);
        return ProcessHandle.allProcesses()
                .filter(process -> !namespace.isEmpty() && namespace.equals(namespace(process.pid())))
                .toList();
    }

    static boolean isInSession(ProcessHandle process, long session) {
        Path status = Path.of("/proc/" + process.pid() + "/stat");
        String text = known(() -> Files.readString(status, StandardCharsets.ISO_8859_1));
        return text.matches("(?s).*\\) [^Z] \\d+ \\d+ " + session + " .*");
    }

    private static String namespace(long pid) {
        return known(() -> Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")));
    }

    private static String known(Callable<?> fact) {
        try {
            return fact.call().toString();
        } catch (Exception ended) {
            return "";
        }
    }
}
