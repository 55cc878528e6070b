package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * Where the hub listens.
 *
 * @param host an address of this machine, or the wildcard
 * @param port the port, never 0
 */
record HttpAddress(InetAddress host, int port) {

    /** Makes sure nobody else listens there, before anything is started; port 0 becomes a free one. */
    static HttpAddress free(String address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            InetAddress host = InetAddress.getByName(address);
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return new HttpAddress(host, socket.getLocalPort());
        } catch (IOException e) {
            throw new Failure(
                    "cannot listen on " + address + " port " + port + ": " + e.getMessage()
                            + "; stop what uses it, or choose another with --port N or HUB_PORT",
                    e);
        }
    }

    InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    URI url() {
        return URI.create("http://" + text(host) + ":" + port);
    }

    /** An address that a client on this machine can use. */
    URI reachable() {
        return host.isAnyLocalAddress()
                ? URI.create("http://" + text(InetAddress.getLoopbackAddress()) + ":" + port)
                : url();
    }

    private static String text(InetAddress host) {
        String address = host.getHostAddress();
        return host instanceof Inet6Address ? "[" + address + "]" : address;
    }
}
