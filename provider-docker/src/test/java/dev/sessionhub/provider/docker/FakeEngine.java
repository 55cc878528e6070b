package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something that listens where an engine should: answers every request alike, or not at all. */
record FakeEngine(Path socket, ServerSocketChannel channel) implements AutoCloseable {

    static FakeEngine silent(Path socket) throws IOException {
        return listen(socket, "");
    }

    static FakeEngine answering(Path socket, String json) throws IOException {
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: ";
        return listen(socket, head + json.length() + "\r\n\r\n" + json);
    }

    private static FakeEngine listen(Path socket, String answer) throws IOException {
        Files.deleteIfExists(socket);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(socket));
        FakeEngine engine = new FakeEngine(socket, channel);
        Thread.ofVirtual().start(() -> engine.serve(answer));
        return engine;
    }

    private void serve(String answer) {
        try {
            while (channel.isOpen()) {
                SocketChannel client = channel.accept();
                if (!answer.isEmpty()) {
                    client.read(ByteBuffer.allocate(4096));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
                    client.close();
                }
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(socket);
    }
}
