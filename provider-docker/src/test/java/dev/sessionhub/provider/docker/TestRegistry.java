package dev.sessionhub.provider.docker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** An image registry with one image of one layer; on request it never finishes sending that layer. */
final class TestRegistry implements AutoCloseable {

    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

    private final HttpServer server;
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final byte[] manifest;
    private final String layer;
    private final boolean stalling;
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    TestRegistry(Path folder, boolean stalling) throws IOException {
        this.stalling = stalling;
        TestEngine.run(
                List.of(
                        "sh",
                        "-c",
                        "cd " + folder + " && mkdir -p image && head -c 3000000 /dev/urandom > image/file"
                                + " && tar -C image -cf layer.tar . && gzip -kf layer.tar"),
                Map.of());
        String difference = digest(Files.readAllBytes(folder.resolve("layer.tar")));
        this.layer = keep(Files.readAllBytes(folder.resolve("layer.tar.gz")));
        String config =
                keep(("{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
                                + "\"diff_ids\":[\"" + difference + "\"]}}")
                        .getBytes(StandardCharsets.UTF_8));
        this.manifest = ("{\"schemaVersion\":2,\"mediaType\":\"" + MANIFEST + "\",\"config\":"
                        + part("application/vnd.docker.container.image.v1+json", config) + ",\"layers\":["
                        + part("application/vnd.docker.image.rootfs.diff.tar.gzip", layer) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    String image() {
        return "127.0.0.1:" + server.getAddress().getPort() + "/test/image:1";
    }

    void awaitLayerAsked() throws InterruptedException {
        asked.await();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String last = path.substring(path.lastIndexOf('/') + 1);
        boolean isManifest = path.contains("/manifests/");
        byte[] body = isManifest ? manifest : blobs.getOrDefault(last, new byte[0]);
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(body));
        exchange.getResponseHeaders().set("Content-Type", isManifest ? MANIFEST : "application/octet-stream");
        if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, body.length);
            send(exchange, last, body);
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, String name, byte[] body) throws IOException {
        boolean half = stalling && name.equals(layer);
        exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
        exchange.getResponseBody().flush();
        if (half) {
            asked.countDown();
            try {
                closed.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private String keep(byte[] bytes) {
        String digest = digest(bytes);
        blobs.put(digest, bytes);
        return digest;
    }

    private String part(String type, String digest) {
        return "{\"mediaType\":\"" + type + "\",\"size\":" + blobs.getOrDefault(digest, new byte[0]).length
                + ",\"digest\":\"" + digest + "\"}";
    }

    private static String digest(byte[] bytes) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
