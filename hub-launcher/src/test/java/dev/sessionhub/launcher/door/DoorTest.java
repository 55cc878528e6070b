package dev.sessionhub.launcher.door;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.glassfish.grizzly.http.server.HttpHandler;
import org.glassfish.grizzly.http.server.HttpServer;
import org.glassfish.grizzly.http.server.NetworkListener;
import org.glassfish.grizzly.http.server.Request;
import org.glassfish.grizzly.http.server.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorTest {

    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();

    private final HttpServer server = new HttpServer();
    private final NetworkListener listener = new NetworkListener("inside", LOOPBACK, 0);
    private InetSocketAddress outside = new InetSocketAddress(0);
    private final FrontDoor door = new FrontDoor(listener.getTransport());

    @BeforeEach
    void serve() throws IOException {
        server.addListener(listener);
        server.getServerConfiguration()
                .addHttpHandler(
                        new HttpHandler() {
                            @Override
                            public void service(Request request, Response response) throws IOException {
                                response.getWriter().write("the application");
                            }
                        },
                        "/");
        server.start();
        door.placeGate();
        outside = free();
    }

    @AfterEach
    void end() {
        server.shutdownNow();
    }

    @Test
    void the_hubs_address_says_that_the_hub_starts_until_the_application_is_there() throws IOException {
        try (var _ = WaitingRoom.open(outside)) {
            assertThat(get("/api/sessions", ""))
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("Retry-After: 1")
                    .contains("application/problem+json", "\"code\":\"STARTING\"");
            assertThat(get("/", "Accept: text/html\r\n"))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("text/html", "http-equiv=\"refresh\"");
        }

        door.open(outside);

        assertThat(get("/api/sessions", "")).startsWith("HTTP/1.1 200 ").endsWith("the application");
    }

    @Test
    void the_door_waits_for_an_address_that_is_not_free_yet() throws Exception {
        Thread opening = new Thread(() -> door.open(outside), "opening");
        try (ServerSocket _ = new ServerSocket(outside.getPort(), 1, outside.getAddress())) {
            opening.start();
            while (opening.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }
        }
        opening.join();

        assertThat(get("/api/sessions", "")).endsWith("the application");
    }

    @Test
    void a_method_that_no_address_knows_is_a_problem() throws IOException {
        door.open(outside);

        for (String method : new String[] {"FOO", "TRACE", "get"}) {
            assertThat(ask(method, "/", ""))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("application/problem+json", "\"code\":\"METHOD_NOT_ALLOWED\"")
                    .endsWith("}");
        }
        assertThat(ask("PATCH", "/", "")).endsWith("the application");
    }

    @Test
    void a_path_that_no_application_can_read_is_a_problem() throws IOException {
        door.open(outside);

        for (String path : new String[] {"/%zz", "/../..", "/%ff"}) {
            assertThat(get(path, ""))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json", "\"code\":\"BAD_REQUEST\"")
                    .endsWith("}");
        }
        assertThat(get("/a%20b?c=%zz", "")).endsWith("the application");
    }

    @Test
    void a_closed_door_tells_new_requests_to_come_again() throws IOException {
        door.open(outside);
        door.close();

        assertThat(get("/api/sessions", ""))
                .startsWith("HTTP/1.1 503 ")
                .contains("Retry-After: 1", "application/problem+json");
    }

    private String get(String path, String header) throws IOException {
        return ask("GET", path, header);
    }

    private String ask(String method, String path, String header) throws IOException {
        try (Socket socket = new Socket(outside.getAddress(), outside.getPort())) {
            String request =
                    method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    private static InetSocketAddress free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }
}
