package dev.sessionhub.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.Violation;
import dev.sessionhub.web.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    /** A word of a request. */
    public enum Colour {
        RED,
        DARK_BLUE
    }

    /** A part of a request. */
    public record Part(Optional<Double> size) {}

    /** A request. */
    public record Body(
            String name,
            Optional<Integer> count,
            Optional<Colour> colour,
            Map<String, String> labels,
            Optional<Part> part,
            Optional<Boolean> on) {}

    @Test
    void an_object_that_goes_too_deep_is_refused() {
        for (String part : List.of("{\"name\":", "{\"name\":[", "{\"labels\":{\"a\":")) {
            assertThatThrownBy(() -> read(part.repeat(50_000)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("32 levels");
        }
    }

    @Test
    void a_full_object_becomes_a_record() {
        Body body = read("""
                {"name":"é","count":2,"colour":"dark_blue","labels":{"a":"b"},"part":{"size":0.5},"on":true}""");
        assertThat(body)
                .isEqualTo(new Body(
                        "é",
                        Optional.of(2),
                        Optional.of(Colour.DARK_BLUE),
                        Map.of("a", "b"),
                        Optional.of(new Part(Optional.of(0.5))),
                        Optional.of(true)));
    }

    @Test
    void what_is_optional_may_be_left_out_or_null() {
        Body body = read("{\"name\":\"x\",\"count\":null}");
        assertThat(body.count()).isEmpty();
        assertThat(body.labels()).isEmpty();
        assertThat(body.part()).isEmpty();
    }

    @Test
    void every_wrong_field_is_named_at_once() {
        assertThat(violations("""
                        {"name":5,"count":"2","colour":"green","labels":[],"part":{"size":"big","x":1},"on":1,"extra":{}}"""))
                .extracting(Violation::field)
                .containsExactlyInAnyOrder("name", "count", "colour", "labels", "part.size", "part.x", "on", "extra");
    }

    @Test
    void a_missing_field_is_named() {
        assertThat(violations("{}")).containsExactly(new Violation("name", "is missing"));
    }

    @Test
    void numbers_that_are_not_whole_or_too_large_are_refused() {
        for (String number : new String[] {"1.5", "1e99", "99999999999", "-99999999999999999999", "1e99999"}) {
            assertThat(violations("{\"name\":\"x\",\"count\":" + number + "}"))
                    .as(number)
                    .hasSize(1);
        }
    }

    @Test
    void what_is_no_json_object_is_malformed() {
        for (String text : new String[] {
            "",
            "{",
            "[]",
            "5",
            "null",
            "{\"name\":\"x\"} {}",
            "{\"name\":\"x\",\"name\":\"y\"}",
            "{name:1}",
            "\u0000",
            "[".repeat(100_000)
        }) {
            assertThatThrownBy(() -> read(text))
                    .as(text.length() > 40 ? "deep" : text)
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void what_is_no_utf8_is_malformed() {
        byte[] bytes = "{\"name\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        bytes[9] = (byte) 0xC3;
        assertThatThrownBy(() -> StrictJson.read(bytes, Body.class))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void nothing_but_the_two_named_failures_comes_of_random_damage() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(20_26);
        byte[] good = "{\"name\":\"é\",\"count\":2,\"part\":{\"size\":0.5},\"labels\":{\"a\":\"b\"}}"
                .getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] bad = good.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                StrictJson.read(bad, Body.class);
            } catch (HubException | ProblemException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }

    private static Body read(String json) {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), Body.class);
    }

    private static List<Violation> violations(String json) {
        return catchThrowableOfType(HubException.class, () -> read(json)).violations();
    }
}
