package dev.sessionhub.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.launcher.process.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageCommandTest {

    @Test
    void the_only_engine_builds_whatever_its_name() {
        assertThat(engine(null, "box")).isEqualTo("at box");
    }

    @Test
    void of_several_engines_builds_the_one_that_is_named() {
        assertThat(engine("yard", "box", "docker", "yard")).isEqualTo("at yard");
    }

    @Test
    void of_several_engines_docker_needs_no_naming() {
        assertThat(engine(null, "box", "docker", "yard")).isEqualTo("at docker");
    }

    @Test
    void where_several_might_be_meant_the_user_is_told_which_there_are() {
        assertThatThrownBy(() -> engine(null, "yard", "box"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("--provider: box, yard");
    }

    @Test
    void a_name_that_no_engine_has_is_refused_with_those_there_are() {
        assertThatThrownBy(() -> engine("local", "yard", "box"))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"local\"")
                .hasMessageContaining("box, yard");
        assertThatThrownBy(() -> engine("docker")).isInstanceOf(Failure.class).hasMessageContaining("there is: none");
    }

    @Test
    void where_none_is_configured_the_machines_own_engine_builds() {
        assertThat(ImageCommand.keys(Map.of("local", Map.of("type", "local")), null))
                .isEmpty();
    }

    private static @Nullable String engine(@Nullable String wanted, String... names) {
        Map<String, Map<String, String>> all = new HashMap<>(Map.of("local", Map.of("type", "local")));
        List.of(names).forEach(name -> all.put(name, Map.of("type", "docker", "endpoint", "at " + name)));
        return ImageCommand.keys(all, wanted).get("endpoint");
    }
}
