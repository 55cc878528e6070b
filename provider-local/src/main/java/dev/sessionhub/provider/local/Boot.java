package dev.sessionhub.provider.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Tells one life of this machine, or of the container that the hub runs in, from the next: the kernel's boot id and the
 * start of process 1. It does not change while the hub runs.
 */
final class Boot {

    private static final AtomicReference<String> KNOWN = new AtomicReference<>("");

    private Boot() {}

    static String current() throws IOException {
        if (KNOWN.get().isEmpty()) {
            KNOWN.set(read());
        }
        return KNOWN.get();
    }

    private static String read() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        return boot + "/" + ProcessTable.read(1).map(ProcessTable.Entry::start).orElse(0L);
    }
}
