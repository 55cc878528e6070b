package dev.sessionhub.launcher.process;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** The Docker Engine of this machine, at its usual place. */
public final class DockerSocket {

    public static final String ENDPOINT = "unix:///var/run/docker.sock";

    private DockerSocket() {}

    /** Whether somebody listens there whom this user may speak to. */
    public static boolean answers() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of("/var/run/docker.sock")))) {
            return channel.isConnected();
        } catch (IOException _) {
            return false;
        }
    }
}
