package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A unix socket; a virtual thread that waits on it holds no carrier. */
record UnixWire(SocketChannel channel) implements Wire {

    static UnixWire to(Path socket) throws IOException {
        return new UnixWire(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void finish() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
