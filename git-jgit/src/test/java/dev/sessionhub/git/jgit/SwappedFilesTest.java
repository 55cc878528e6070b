package dev.sessionhub.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.GitBackendContract;
import dev.sessionhub.spi.tck.git.GitFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that goes to work again while a slow reader takes the patch of its files. */
class SwappedFilesTest extends GitBackendContract {

    private static final String LINE = "more than is written at once\n";

    private final ByteArrayOutputStream patch = new ByteArrayOutputStream();
    private Path outside;

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20, Path.of("/nonexistent"));
    }

    /** What the agent does meanwhile. */
    private interface Swap {

        void run() throws IOException, InterruptedException;
    }

    @BeforeEach
    void prepare() throws IOException {
        GitFixture worktree = worktree();
        worktree.write("a.txt", LINE.repeat(10_000));
        outside = Files.createDirectories(folder.resolve("outside"));
        Files.createDirectories(outside.resolve("deep"));
    }

    /** Swaps as soon as the first bytes are written; says what the patch failed with. */
    private String patchWhile(Swap swap) {
        OutputStream slow = new OutputStream() {
            private boolean swapped;

            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (!swapped) {
                    swapped = true;
                    try {
                        swap.run();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                }
                patch.write(bytes, offset, length);
            }
        };
        return Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                git.patch(base.directory(), path, everything(), slow);
                return "";
            } catch (ProviderException e) {
                assertThat(e.code()).as("the code of " + e.getMessage()).isEqualTo(Code.CONFLICT);
                return String.valueOf(e.getMessage());
            }
        });
    }

    private String text() {
        return patch.toString(StandardCharsets.UTF_8).replaceAll("(?m)^\\+" + LINE, "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"z/secret", "z/deep/secret", "z/linked", "z/deep/linked"})
    void a_directory_that_becomes_a_link_leads_to_nothing_outside(String file) throws IOException {
        Path own = path.resolve(file);
        Files.createDirectories(own.getParent());
        if (file.endsWith("linked")) {
            Files.createSymbolicLink(own, Path.of("my own place"));
            Files.createSymbolicLink(outside.resolve(path.resolve("z").relativize(own)), Path.of("do not show"));
        } else {
            Files.writeString(own, "my own file\n");
            Files.writeString(outside.resolve(path.resolve("z").relativize(own)), "do not show\n");
        }
        String failure = patchWhile(() -> {
            Files.move(path.resolve("z"), path.resolve("y"));
            Files.createSymbolicLink(path.resolve("z"), outside);
        });
        assertThat(text()).as("the patch").contains("b/a.txt").doesNotContain("do not show");
        assertThat(failure).as("what it says").contains(file, "disappeared");
    }

    @Test
    void a_file_that_becomes_a_pipe_keeps_nobody_waiting() throws IOException {
        Path own = Files.writeString(Files.createDirectories(path.resolve("z")).resolve("pipe"), "my own file\n");
        String failure = patchWhile(() -> {
            Files.delete(own);
            new ProcessBuilder("mkfifo", own.toString()).start().waitFor();
        });
        assertThat(failure).as("what it says").contains("z/pipe", "disappeared");
    }

    @Test
    void a_directory_that_becomes_a_pipe_keeps_nobody_waiting() throws IOException {
        Files.writeString(Files.createDirectories(path.resolve("z")).resolve("file"), "my own file\n");
        String failure = patchWhile(() -> {
            Files.move(path.resolve("z"), path.resolve("y"));
            new ProcessBuilder("mkfifo", path.resolve("z").toString()).start().waitFor();
        });
        assertThat(failure).as("what it says").contains("z/file", "disappeared");
    }

    @Test
    void a_file_that_is_written_meanwhile_is_read_as_it_is_then() throws IOException {
        Path own = Files.writeString(Files.createDirectories(path.resolve("z")).resolve("file"), "before\n");
        String failure = patchWhile(() -> Files.writeString(own, "after\n"));
        assertThat(failure).as("what it says").isEmpty();
        assertThat(text()).as("the patch").contains("+after").doesNotContain("+before");
    }
}
