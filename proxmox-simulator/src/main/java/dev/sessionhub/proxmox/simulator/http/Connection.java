package dev.sessionhub.proxmox.simulator.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One client's connection, request after request. */
final class Connection {

    private static final int MOST_REQUESTS = 100;
    private static final int LARGEST_BODY = 512 << 10;
    private static final int LONGEST_LINE = 16 << 10;
    private static final String WEBSOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    private final Handler handler;
    private final InputStream in;
    private final OutputStream out;

    Connection(Socket socket, Handler handler) throws IOException {
        this.handler = handler;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    void serve() throws IOException, InterruptedException {
        for (int served = 1; served <= MOST_REQUESTS; served++) {
            String line = line();
            if (line.isEmpty()) {
                return;
            }
            String[] words = line.split(" ");
            Map<String, String> headers = headers();
            if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
                return;
            }
            if (!serve(words[0], words[1], headers, served < MOST_REQUESTS)) {
                return;
            }
        }
    }

    private boolean serve(String method, String target, Map<String, String> headers, boolean more)
            throws IOException, InterruptedException {
        if (!METHODS.contains(method)) {
            return write(Answer.plain(501, "method '" + method + "' not available", ""), false);
        }
        if (headers.containsKey("transfer-encoding")) {
            String text = "chunked transfer encoding not supported";
            return write(Answer.plain(501, text, text), false);
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        if (length > LARGEST_BODY) {
            return write(Answer.plain(501, "for data too large", "for data too large"), false);
        }
        if (length > 0 && (method.equals("GET") || method.equals("DELETE"))) {
            String text = "Unexpected content for method '" + method + "'";
            return write(Answer.plain(501, text, text), false);
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        return switch (handler.answer(Request.of(method, target, headers, body))) {
            case Reply.Answered(Answer answer) -> write(answer, more && answer.status() < 400);
            case Reply.Upgraded(Reply.Conversation conversation) -> {
                upgrade(headers);
                conversation.run(new WebSocket(in, out));
                yield false;
            }
            case Reply.Dropped() -> false;
        };
    }

    private boolean write(Answer answer, boolean keep) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " " + answer.reason() + "\r\n");
        head.append("Cache-Control: max-age=0\r\nPragma: no-cache\r\nServer: pve-api-daemon/3.0\r\n");
        head.append("Connection: ").append(keep ? "Keep-Alive" : "close").append("\r\n");
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        } else if (keep) {
            head.append("Content-Length: 0\r\n");
        }
        answer.type()
                .ifPresent(type -> head.append("Content-Type: ").append(type).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(body);
        out.flush();
        return keep;
    }

    private void upgrade(Map<String, String> headers) throws IOException {
        String key = headers.getOrDefault("sec-websocket-key", "") + WEBSOCKET;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII));
            String protocol = headers.get("sec-websocket-protocol");
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
                            + "Sec-WebSocket-Accept: " + Base64.getEncoder().encodeToString(digest) + "\r\n"
                            + (protocol == null ? "" : "Sec-WebSocket-Protocol: " + protocol + "\r\n") + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line of the request is too long");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }
}
