package dev.sessionhub.provider.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells one life of this machine, or of the container that the hub runs in, from the next: the kernel's boot id and the
 * start of process 1.
 */
final class Boot {

    private Boot() {}

    static String current() throws IOException {
        String boot =
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
        return boot + "/" + ProcessTable.read(1).map(ProcessTable.Entry::start).orElse(0L);
    }
}
