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
import org.junit.jupiter.api.Test;

class ReadinessTest {

    private static final String DOWN = """
            {"status":"DOWN","checks":[{"name":"database","status":"UP","data":{"free":"1"}},
            {"name":"provider box","status":"DOWN","data":{"summary":"no engine"}}]}""";

    @Test
    void waits_until_the_hub_says_that_it_is_ready() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/health/ready", exchange -> {
            byte[] body = DOWN.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.incrementAndGet() < 3 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            URI hub = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
            assertThat(Readiness.await(hub, Duration.ofSeconds(20)).ready()).isTrue();
            assertThat(asked).hasValue(3);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void names_the_checks_that_are_down() {
        Readiness answer = new Readiness(503, DOWN);

        assertThat(answer.answered()).isTrue();
        assertThat(answer.ready()).isFalse();
        assertThat(answer.down()).isEqualTo(List.of("provider box"));
    }

    @Test
    void an_error_page_is_no_answer_of_the_hub() {
        assertThat(new Readiness(404, "<html>").answered()).isFalse();
        assertThat(new Readiness(503, "<html>").answered()).isFalse();
        assertThat(Readiness.ask(URI.create("http://127.0.0.1:1")).answered()).isFalse();
    }
}
