package dev.sessionhub.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.launcher.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleRepositoryTest {

    @TempDir
    Path folder;

    @Test
    void has_one_commit_on_main_and_nothing_to_commit() {
        Path sample = folder.resolve("sample");
        SampleRepository.makeAt(sample);

        assertThat(git(sample, "log", "--format=%s", "main")).isEqualTo("A sample to try Session Hub on");
        assertThat(git(sample, "status", "--porcelain")).isEmpty();
    }

    @Test
    void is_left_alone_when_it_is_there() throws Exception {
        Path sample = folder.resolve("sample");
        SampleRepository.makeAt(sample);
        Files.writeString(sample.resolve("mine"), "");

        SampleRepository.makeAt(sample);

        assertThat(sample.resolve("mine")).exists();
    }

    private static String git(Path folder, String... words) {
        String[] command = new String[words.length + 3];
        command[0] = "git";
        command[1] = "-C";
        command[2] = folder.toString();
        System.arraycopy(words, 0, command, 3, words.length);
        return Command.run(Duration.ofSeconds(20), command).output().strip();
    }
}
