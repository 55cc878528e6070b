package dev.sessionhub.proxmox.simulator.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLServerSocket;

/** Listens on the loopback and serves every connection on a virtual thread. */
public final class HttpsServer implements AutoCloseable {

    private static final int BACKLOG = 100;

    private final Identity identity;
    private final Handler handler;
    private final SSLServerSocket socket;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HttpsServer(Identity identity, Handler handler, SSLServerSocket socket) {
        this.identity = identity;
        this.handler = handler;
        this.socket = socket;
    }

    /** Starts on a port; 0 is any free one. */
    public static HttpsServer start(Identity identity, int port, Handler handler) throws IOException {
        SSLServerSocket socket = (SSLServerSocket) identity.context()
                .getServerSocketFactory()
                .createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        HttpsServer server = new HttpsServer(identity, handler, socket);
        Thread.ofVirtual().name("simulator-accept").start(server::accept);
        return server;
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Who it is. */
    public Identity identity() {
        return identity;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                open.add(client);
                Thread.ofVirtual().name("simulator-connection").start(() -> serve(client));
            } catch (IOException _) {
                // Closed, or a client that went away at once.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new Connection(client, handler).serve();
        } catch (IOException _) {
            // The client went away.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket client : open) {
            client.close();
        }
    }
}
