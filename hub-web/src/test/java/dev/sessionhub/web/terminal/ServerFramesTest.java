package dev.sessionhub.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.StringReader;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class ServerFramesTest {

    @Test
    void whatever_a_program_prints_comes_through_json_unchanged() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int round = 0; round < 500; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(256);
                if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                    text.appendCodePoint(point);
                }
            }
            assertThat(data(ServerFrames.output(text.toString()))).isEqualTo(text.toString());
        }
    }

    @Test
    void half_a_character_becomes_a_replacement() {
        assertThat(data(ServerFrames.output("a\uD83Db\uDE00"))).isEqualTo("a\uFFFDb\uFFFD");
    }

    @Test
    void an_end_has_an_exit_code_only_where_there_is_one() {
        assertThat(ServerFrames.end(Optional.empty(), "gone"))
                .isEqualTo("{\"type\":\"terminal:end\",\"reason\":\"gone\"}");
        assertThat(ServerFrames.end(Optional.of(3), "x")).contains("\"exitCode\":3");
    }

    private static String data(String frame) {
        return Json.createReader(new StringReader(frame)).readObject().getString("data");
    }
}
