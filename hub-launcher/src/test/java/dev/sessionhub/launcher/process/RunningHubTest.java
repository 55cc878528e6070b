package dev.sessionhub.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningHubTest {

    @TempDir
    Path data;

    @Test
    void a_hub_that_lives_is_found_by_its_file() {
        RunningHub self = RunningHub.self("http://127.0.0.1:8080", "1.0");
        self.write(data);

        assertThat(RunningHub.on(data)).contains(self);
    }

    @Test
    void a_process_that_only_has_the_same_number_is_not_the_hub() {
        RunningHub self = RunningHub.self("http://127.0.0.1:8080", "1.0");
        new RunningHub(self.pid(), Instant.parse("2020-01-01T00:00:00Z"), self.url(), self.version()).write(data);

        assertThat(RunningHub.on(data)).isEmpty();
    }

    @Test
    void a_file_that_makes_no_sense_is_named() throws Exception {
        Files.writeString(data.resolve("hub.pid"), "pid=none");

        assertThatThrownBy(() -> RunningHub.on(data))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("hub.pid");
    }

    @Test
    void only_one_may_work_on_a_data_directory() {
        try (DataLock first = DataLock.attempt(data).orElseThrow()) {
            assertThat(first).isNotNull();
            assertThat(DataLock.attempt(data)).isEmpty();
        }
        try (DataLock second = DataLock.attempt(data).orElseThrow()) {
            assertThat(second).isNotNull();
        }
    }

    @Test
    void the_key_for_tokens_is_made_once_and_for_the_owner_only() throws Exception {
        DataDirectory directory = new DataDirectory(data);

        String key = directory.authSecret().reveal();

        assertThat(key).hasSizeGreaterThanOrEqualTo(32);
        assertThat(directory.authSecret().reveal()).isEqualTo(key);
        assertThat(Files.getPosixFilePermissions(data.resolve("auth-secret"))).hasSize(2);
    }
}
