package dev.sessionhub.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingLogTest {

    @TempDir
    Path folder;

    @Test
    void the_newest_lines_are_in_the_file_of_the_same_name_and_few_old_files_are_kept() throws IOException {
        Path file = folder.resolve("hub.log");
        RotatingLog log = new RotatingLog(file);
        String large = "x".repeat(6_000_000);
        for (int i = 0; i < 20; i++) {
            log.publish(new LogRecord(Level.INFO, large));
        }
        log.publish(new LogRecord(Level.INFO, "the last line"));
        log.close();

        assertThat(Files.readString(file)).contains("the last line");
        try (var files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("hub.log", "hub.log.1", "hub.log.2", "hub.log.3", "hub.log.4");
        }
    }

    @Test
    void a_line_after_the_end_is_written_too() throws IOException {
        RotatingLog log = new RotatingLog(folder.resolve("hub.log"));
        log.publish(new LogRecord(Level.INFO, "one"));
        log.close();
        log.publish(new LogRecord(Level.INFO, "two"));
        log.close();

        assertThat(Files.readString(folder.resolve("hub.log"))).contains("one", "two");
    }
}
