package dev.sessionhub.proxmox.simulator.http;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** The server's end of a WebSocket, as strict as pveproxy: what it does not like ends the connection. */
public final class WebSocket implements AutoCloseable {

    private static final int LARGEST = 128 << 10;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final DataInputStream in;
    private final OutputStream out;

    WebSocket(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /**
     * The next message, text and binary alike; pings are answered on the way.
     *
     * @return empty when the client has closed or sent what is not allowed
     */
    public Optional<byte[]> receive() throws IOException {
        while (true) {
            int first = in.read();
            if (first < 0) {
                return Optional.empty();
            }
            int second = in.readUnsignedByte();
            boolean whole = (first & 0xf0) == 0x80 && (second & 0x80) != 0;
            long length = length(second & 0x7f);
            if (!whole || length > LARGEST) {
                return Optional.empty();
            }
            byte[] payload = unmasked((int) length);
            int kind = first & 0x0f;
            if (kind == CLOSE) {
                return Optional.empty();
            }
            if (kind == PING) {
                send(PONG, payload);
            } else if (kind != PONG) {
                return Optional.of(payload);
            }
        }
    }

    /** Sends bytes as one binary frame. */
    public void send(byte[] payload) throws IOException {
        send(2, payload);
    }

    /** Ends the connection without a word. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private synchronized void send(int kind, byte[] payload) throws IOException {
        byte[] head;
        if (payload.length < 126) {
            head = new byte[] {(byte) (0x80 | kind), (byte) payload.length};
        } else {
            head = new byte[] {(byte) (0x80 | kind), 126, (byte) (payload.length >> 8), (byte) payload.length};
        }
        byte[] frame = Arrays.copyOf(head, head.length + payload.length);
        System.arraycopy(payload, 0, frame, head.length, payload.length);
        out.write(frame);
        out.flush();
    }

    private long length(int announced) throws IOException {
        return switch (announced) {
            case 126 -> in.readUnsignedShort();
            case 127 -> in.readLong();
            default -> announced;
        };
    }

    private byte[] unmasked(int length) throws IOException {
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes(length);
        if (mask.length < 4 || payload.length < length) {
            throw new EOFException("the client closed the connection within a frame");
        }
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }
}
