package dev.sessionhub.launcher.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

    @TempDir
    Path dist;

    @BeforeEach
    void build() throws IOException {
        Files.createDirectories(dist.resolve("lib"));
        Files.writeString(dist.resolve("hub.jar"), "no program");
        Files.writeString(dist.resolve("lib").resolve("library.jar"), "one");
    }

    @Test
    void a_build_is_trained_once_and_again_when_its_class_path_changes() throws IOException {
        AotCache cache = new AotCache(dist);
        assertThat(cache.isMissing()).isTrue();
        try (var _ = cache.lock().orElseThrow()) {
            Files.writeString(cache.draft(), "recorded");
            cache.settle();
        }

        assertThat(cache.isMissing()).isFalse();
        assertThat(cache.file()).hasContent("recorded");
        assertThat(cache.draft()).doesNotExist();

        Files.writeString(dist.resolve("lib").resolve("library.jar"), "another");
        assertThat(cache.isMissing()).isTrue();
    }

    @Test
    void a_training_that_fails_is_told_and_not_tried_again_for_this_build() {
        AotCache cache = new AotCache(dist);

        assertThatThrownBy(() -> new Training(dist).run(dist.resolve("scratch")))
                .isInstanceOf(Failure.class)
                .hasMessageStartingWith("the training failed, the hub works without it");

        assertThat(cache.isMissing()).isFalse();
        assertThat(cache.file()).doesNotExist();
    }

    @Test
    void two_trainings_of_one_build_do_not_run_at_once() {
        try (var _ = new AotCache(dist).lock().orElseThrow()) {
            assertThatThrownBy(() -> new Training(dist).run(dist.resolve("scratch")))
                    .hasMessageStartingWith("another training runs on this build");
        }
    }

    @Test
    void the_command_that_starts_the_hub_has_the_flags_it_is_trained_with() throws IOException {
        String command = Files.readString(Path.of("..", "hub"));

        assertThat(command).contains(Training.FLAGS).contains("-XX:AOTCache=");
    }
}
