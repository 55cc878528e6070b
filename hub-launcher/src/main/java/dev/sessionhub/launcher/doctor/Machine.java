package dev.sessionhub.launcher.doctor;

import dev.sessionhub.launcher.process.RunningHub;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** Disk, data directory, ports. */
public final class Machine {

    private static final long LITTLE = 1L << 30;
    private static final long TOO_LITTLE = 200L << 20;

    private Machine() {}

    public static Finding disk(Path data) {
        try {
            long free = Files.getFileStore(existing(data)).getUsableSpace();
            String text = (free >> 20) + " MB free for " + data;
            if (free < TOO_LITTLE) {
                return Finding.fail("disk", text + ": make room, or set HUB_DATA to another disk");
            }
            return free < LITTLE ? Finding.warn("disk", text + ": worktrees will need more") : Finding.ok("disk", text);
        } catch (IOException e) {
            return Finding.fail("disk", "cannot look at " + data + ": " + e.getMessage());
        }
    }

    public static Finding data(Path data) {
        if (!Files.exists(data)) {
            return Files.isWritable(existing(data))
                    ? Finding.ok("data", data + " will be made at the first start")
                    : Finding.fail(
                            "data", data + " cannot be made: " + existing(data) + " is not writable; set HUB_DATA");
        }
        if (!Files.isDirectory(data) || !Files.isWritable(data)) {
            return Finding.fail(
                    "data", data + " is not a writable folder: it must belong to the hub's user, or set HUB_DATA");
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(data);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    ? Finding.warn("data", data + " can be read by other users: chmod 700 " + data)
                    : Finding.ok("data", data.toString());
        } catch (IOException e) {
            return Finding.fail("data", "cannot look at " + data + ": " + e.getMessage());
        }
    }

    public static Finding port(String address, int port, Optional<RunningHub> hub) {
        if (hub.isPresent()) {
            return Finding.ok("port", "this hub answers at " + hub.get().url());
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return Finding.ok("port", address + " port " + socket.getLocalPort() + " is free");
        } catch (IOException e) {
            return Finding.fail(
                    "port", address + " port " + port + ": " + e.getMessage() + "; choose another with HUB_PORT");
        }
    }

    private static Path existing(Path path) {
        Path here = path;
        while (!Files.exists(here) && here.getParent() != null) {
            here = here.getParent();
        }
        return here;
    }
}
