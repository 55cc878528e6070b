package dev.sessionhub.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String DOWN = """
            {"status":"DOWN","checks":[{"name":"database","status":"UP","data":{"free":"1"}},
            {"name":"provider-box","status":"DOWN","data":{"summary":"no engine"}}]}""";

    @Test
    void waits_until_the_hub_says_that_it_is_ready() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Readiness answer = asking(
                () -> asked.incrementAndGet() < 3 ? 503 : 200,
                DOWN,
                hub -> Readiness.await(hub, Duration.ofMinutes(1)));
        assertThat(answer.ready()).isTrue();
        assertThat(asked).hasValue(3);
    }

    @Test
    void does_not_wait_long_for_what_is_behind_a_plug_in() throws IOException {
        Readiness answer =
                asking(() -> 503, DOWN, hub -> Readiness.await(hub, Duration.ofDays(1), Duration.ofMillis(300)));
        assertThat(answer.down()).containsExactly("provider-box");
    }

    @Test
    void waits_for_the_database_whatever_plug_ins_say() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        Readiness answer = asking(
                () -> asked.incrementAndGet() < 5 ? 503 : 200,
                DOWN.replace("UP", "DOWN"),
                hub -> Readiness.await(hub, Duration.ofMinutes(1), Duration.ZERO));
        assertThat(answer.ready()).isTrue();
        assertThat(asked).hasValue(5);
    }

    private static Readiness asking(IntSupplier status, String body, Function<URI, Readiness> asks) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status.getAsInt(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        try {
            return asks.apply(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        } finally {
            server.stop(0);
        }
    }

    @Test
    void names_the_checks_that_are_down() {
        Readiness answer = new Readiness(503, DOWN);

        assertThat(answer.answered()).isTrue();
        assertThat(answer.ready()).isFalse();
        assertThat(answer.down()).isEqualTo(List.of("provider-box"));
    }

    @Test
    void an_error_page_is_no_answer_of_the_hub() {
        assertThat(new Readiness(404, "<html>").answered()).isFalse();
        assertThat(new Readiness(503, "<html>").answered()).isFalse();
        assertThat(Readiness.ask(URI.create("http://127.0.0.1:1")).answered()).isFalse();
    }
}
