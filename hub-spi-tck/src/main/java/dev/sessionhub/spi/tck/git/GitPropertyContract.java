package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random worktrees, of which a back end must say the same as native git. The seed names the failing one. */
public abstract class GitPropertyContract {

    @TempDir
    Path folder;

    /** For extension. */
    protected GitPropertyContract() {}

    /**
     * Makes a back end.
     *
     * @return a new instance; closed by the test
     */
    protected abstract GitBackend backend();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void status_and_differences_are_those_of_native_git(long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        GitFixture base = GitFixture.init(folder.resolve("base"));
        base.write(".gitignore", "*.log\n/doc/\n!doc/keep\n**/two.txt/\nsr?/main/1*\n");
        if (random.nextInt(3) == 0) {
            base.write(".gitattributes", "*.c text\n*.txt text=auto\n*.md -text\n");
        }
        new RandomEdits(random, base).create(30);
        CommitId start = new CommitId(base.commit("first"));
        try (GitBackend git = backend()) {
            Path path = folder.resolve("worktree");
            git.addWorktree(base.directory(), path, new BranchName("hub/random"), start);
            GitFixture worktree = base.in(path);
            assertThat(worktree.git("status", "--porcelain"))
                    .as("seed %d: a new worktree is clean", seed)
                    .isEmpty();
            RandomEdits edits = new RandomEdits(random, worktree);
            edits.create(5);
            edits.change(random.nextInt(25));
            if (random.nextBoolean()) {
                worktree.git("commit", "-q", "--allow-empty", "-m", "second");
                edits.change(random.nextInt(10));
            }
            GitStatus status = git.status(base.directory(), path, start);
            assertThat(status.entries())
                    .as("seed %d: status", seed)
                    .containsExactlyInAnyOrderElementsOf(NativeStatus.of(worktree));
            DiffRequest request = new DiffRequest(start, Optional.empty(), 1000, 1_000_000);
            GitDiff diff = git.diff(base.directory(), path, request);
            Map<String, String> counts = new TreeMap<>();
            diff.files().forEach(file -> counts.put(NativeDiff.path(file), NativeDiff.counts(file)));
            NativeDiff oracle = new NativeDiff(worktree, folder.resolve("index"));
            assertThat(counts).as("seed %d: lines added and deleted", seed).isEqualTo(oracle.counts(start));
            ByteArrayOutputStream patch = new ByteArrayOutputStream();
            git.patch(base.directory(), path, request, patch);
            assertThat(applied(base, start, patch.toByteArray()))
                    .as("seed %d: the tree after git apply of the patch", seed)
                    .isEqualTo(oracle.tree());
        }
    }

    private String applied(GitFixture base, CommitId start, byte[] patch) {
        Path path = folder.resolve("applied");
        base.git("worktree", "add", "-q", "--detach", path.toString(), start.value());
        GitFixture clean = base.in(path);
        if (patch.length > 0) {
            GitFixture.Result result = clean.run(patch, "apply", "--index", "--whitespace=nowarn", "-");
            assertThat(result.status()).as("git apply: %s", result.text()).isZero();
        }
        return clean.git("write-tree");
    }
}
