package dev.sessionhub.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.tck.git.GitFixture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** A repository of 100,000 files: everything works, and native git agrees. */
class LargeRepositoryTest {

    private static final int DIRECTORIES = 250;
    private static final int FILES = 400;

    @TempDir(factory = InMemory.class)
    Path folder;

    private final GitBackend git = new JGitBackend(1 << 20, Path.of("/nonexistent"));

    @Test
    void a_worktree_of_a_hundred_thousand_files_is_made_and_its_changes_are_found() throws Exception {
        GitFixture base = GitFixture.init(folder.resolve("base"), "--bare");
        assertThat(base.run(stream(), "fast-import", "--quiet").status()).isZero();
        CommitId start = git.resolve(base.directory(), "main").orElseThrow();
        Path path = folder.resolve("work");
        git.addWorktree(base.directory(), path, new BranchName("hub/work"), start);
        GitFixture worktree = base.in(path);
        assertThat(git.status(base.directory(), path, start).entries()).isEmpty();
        worktree.write("d7/f7", "changed\n").write("d8/new", "new\n");
        Files.delete(path.resolve("d9/f9"));
        assertThat(git.status(base.directory(), path, start).entries())
                .extracting(GitStatus.Entry::path)
                .containsExactlyInAnyOrder("d7/f7", "d8/new", "d9/f9");
        assertThat(worktree.git("status", "--porcelain").lines()).hasSize(3);
    }

    /** A busy disk would take minutes. */
    static final class InMemory implements TempDirFactory {

        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "large")
                    : Files.createTempDirectory("large");
        }
    }

    private static byte[] stream() {
        StringBuilder text = new StringBuilder("blob\nmark :1\ndata 5\nsame\n\n");
        text.append("commit refs/heads/main\ncommitter t <t@example.org> 1700000000 +0000\ndata 5\nfirst\n");
        for (int directory = 0; directory < DIRECTORIES; directory++) {
            for (int file = 0; file < FILES; file++) {
                text.append("M 100644 :1 d%d/f%d\n".formatted(directory, file));
            }
        }
        return text.append("\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
