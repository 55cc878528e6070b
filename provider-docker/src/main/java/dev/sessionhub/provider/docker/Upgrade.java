package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.exception.DockerException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Asks the engine to start a program and to make the connection the program's streams. */
final class Upgrade {

    private static final int LARGEST_HEAD = 16 << 10;
    private static final byte[] START = "{\"Detach\":false,\"Tty\":false}".getBytes(StandardCharsets.US_ASCII);

    private Upgrade() {}

    /**
     * Starts an exec.
     *
     * @param wire a fresh connection
     * @param api the API's version
     * @param exec what {@code exec create} answered
     * @param buffer empty; holds what came after the answer's head, ready to be read
     */
    static void start(Wire wire, String api, String exec, ByteBuffer buffer) throws IOException {
        String head = "POST /v" + api + "/exec/" + exec + "/start HTTP/1.1\r\n"
                + "Host: docker\r\nContent-Type: application/json\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n"
                + "Content-Length: " + START.length + "\r\n\r\n";
        ByteBuffer request = ByteBuffer.allocate(head.length() + START.length);
        wire.write(
                request.put(head.getBytes(StandardCharsets.US_ASCII)).put(START).flip());
        String answer = head(wire, buffer);
        int status = status(answer);
        if (status != 101 && status != 200) {
            throw new DockerException("Status " + status + ": " + rest(wire, buffer), status);
        }
    }

    private static String head(Wire wire, ByteBuffer buffer) throws IOException {
        StringBuilder head = new StringBuilder();
        buffer.flip();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            if (!buffer.hasRemaining()) {
                buffer.clear();
                if (wire.read(buffer) < 0) {
                    throw new EOFException("the engine closed the connection");
                }
                buffer.flip();
            }
            head.append((char) (buffer.get() & 0xff));
            if (head.length() > LARGEST_HEAD) {
                throw new IOException("the engine's answer has no end");
            }
        }
        return head.toString();
    }

    private static int status(String head) throws IOException {
        if (!head.matches("(?s)HTTP/1\\.[01] [0-9]{3}.*")) {
            throw new IOException("the engine does not answer in HTTP");
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    private static String rest(Wire wire, ByteBuffer buffer) throws IOException {
        wire.finish();
        StringBuilder body = new StringBuilder();
        do {
            body.append(StandardCharsets.UTF_8.decode(buffer));
            buffer.clear();
            int count = wire.read(buffer);
            buffer.flip();
            if (count < 0 || body.indexOf("}") >= 0) {
                break;
            }
        } while (body.length() < LARGEST_HEAD);
        return body.toString();
    }
}
