package dev.sessionhub.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.tck.git.GitBackendContract;
import dev.sessionhub.spi.tck.git.GitFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Repositories and worktrees that want the hub to run, read or write what it must not. */
class HostileRepositoryTest extends GitBackendContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20, Path.of("/nonexistent"));
    }

    private GitStatus status() {
        return git.status(base.directory(), path, start);
    }

    /** Everything that looks at a worktree. */
    private void lookAtAll() {
        status();
        git.diff(base.directory(), path, everything());
        git.patch(base.directory(), path, everything(), new ByteArrayOutputStream());
    }

    @Test
    void no_program_of_the_configuration_is_run() throws IOException {
        Path trap = folder.resolve("ran");
        base.write(".gitattributes", "* filter=evil diff=evil merge=evil\n").write("evil.txt", "x\n");
        start = new CommitId(base.commit("evil"));
        String touch = "touch " + trap;
        for (String key : List.of(
                "filter.evil.clean",
                "filter.evil.smudge",
                "filter.evil.process",
                "core.fsmonitor",
                "diff.external",
                "diff.evil.command",
                "diff.evil.textconv",
                "merge.evil.driver",
                "core.sshCommand",
                "gpg.program")) {
            base.git("config", key, touch);
        }
        base.git("config", "core.hooksPath", folder.resolve("hooks").toString());
        base.write("../hooks/post-checkout", "#!/bin/sh\n" + touch + "\n")
                .write("../hooks/reference-transaction", "#!/bin/sh\n" + touch + "\n");
        Files.setPosixFilePermissions(
                folder.resolve("hooks/post-checkout"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(
                folder.resolve("hooks/reference-transaction"), PosixFilePermissions.fromString("rwxr-xr-x"));
        git.inspect(base.directory());
        git.addWorktree(base.directory(), path, BRANCH, start);
        Files.writeString(path.resolve("evil.txt"), "changed\n");
        lookAtAll();
        git.updateBranch(base.directory(), new BranchName("other"), Optional.empty(), Optional.of(start));
        assertThat(trap).as("what a program would have made").doesNotExist();
        assertThat(path.resolve("evil.txt")).as("the file").hasContent("changed\n");
    }

    @Test
    void included_configuration_and_another_work_tree_are_not_obeyed() {
        base.git("config", "core.worktree", "/");
        base.git("config", "include.path", "/dev/zero");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            git.addWorktree(base.directory(), path, BRANCH, start);
            assertThat(status().clean()).as("clean").isTrue();
        });
    }

    @Test
    void a_pointer_replaced_in_the_worktree_is_not_followed() throws IOException {
        GitFixture worktree = worktree();
        GitFixture other = GitFixture.init(folder.resolve("other"));
        other.write("secret", "x\n").commit("secret");
        Files.writeString(path.resolve(".git"), "gitdir: " + other.directory().resolve(".git") + "\n");
        assertThat(status().clean()).as("clean, with the pointer replaced").isTrue();
        Files.delete(path.resolve(".git"));
        Files.createSymbolicLink(path.resolve(".git"), other.directory().resolve(".git"));
        assertThat(status().head()).as("head, with a link as the pointer").isEqualTo(start);
        git.detachWorktree(base.directory(), path);
        assertThat(other.directory().resolve(".git/HEAD"))
                .as("the other repository")
                .exists();
        assertThat(worktree.directory()).as("the files").exists();
    }

    @Test
    void links_are_not_followed_to_content_outside() throws IOException {
        worktree();
        Path secret = Files.writeString(folder.resolve("secret"), "do not show\n");
        Files.delete(path.resolve("readme.md"));
        Files.createSymbolicLink(path.resolve("readme.md"), secret);
        Files.delete(path.resolve("src/main.c"));
        Files.delete(path.resolve("src"));
        Files.createDirectory(folder.resolve("outside"));
        Files.writeString(folder.resolve("outside/main.c"), "do not show either\n");
        Files.createSymbolicLink(path.resolve("src"), folder.resolve("outside"));
        Files.createSymbolicLink(path.resolve(".gitignore"), secret);
        ByteArrayOutputStream patch = new ByteArrayOutputStream();
        git.patch(base.directory(), path, everything(), patch);
        assertThat(patch.toString(StandardCharsets.UTF_8)).as("patch").doesNotContain("do not show");
        assertThat(git.diff(base.directory(), path, everything()).toString())
                .as("diff")
                .doesNotContain("do not show");
        assertThat(status().entries())
                .as("status")
                .anyMatch(entry -> entry.path().equals("src/main.c") && entry.unstaged() == FileChange.DELETED);
    }

    @Test
    void pipes_do_not_hang_it() {
        GitFixture worktree = worktree();
        worktree.git("--version");
        run("mkfifo", path.resolve("pipe").toString());
        run("rm", path.resolve("readme.md").toString());
        run("mkfifo", path.resolve("readme.md").toString());
        run("mkfifo", path.resolve(".gitignore").toString());
        run("mkfifo", path.resolve(".gitattributes").toString());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), this::lookAtAll);
    }

    private static void run(String... command) {
        try {
            assertThat(new ProcessBuilder(command).start().waitFor())
                    .as(command[0])
                    .isZero();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void patterns_that_explode_elsewhere_take_no_time() {
        GitFixture worktree = worktree();
        worktree.write(".gitignore", "*a".repeat(60) + "*b\n" + "**/".repeat(40) + "x\n" + "[a-".repeat(50) + "\n");
        worktree.write("a".repeat(200), "x").write("a/".repeat(60) + "y", "x");
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), this::lookAtAll);
    }

    @Test
    void two_texts_without_a_common_order_are_compared_in_bounded_time() {
        GitFixture worktree = worktree();
        StringBuilder one = new StringBuilder();
        StringBuilder two = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            one.append(i % 1000).append('\n');
            two.append((i * 7919L) % 1000).append('\n');
        }
        worktree.write("large", one.toString()).commit("one");
        start = head(worktree);
        worktree.write("large", two.toString());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> git.diff(base.directory(), path, everything()));
    }

    @ParameterizedTest
    @CsvSource({"..", ".git", ".GIT", ".", "''"})
    void a_tree_with_a_dangerous_name_is_not_checked_out(String name) {
        byte[] entry = ("100644 " + name + "\0").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream tree = new ByteArrayOutputStream();
        tree.writeBytes(entry);
        tree.writeBytes(HexFormat.of().parseHex(base.git("rev-parse", "HEAD:readme.md")));
        String id = base.run(tree.toByteArray(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin")
                .text()
                .strip();
        CommitId commit = new CommitId(base.git("commit-tree", "-m", "x", id));
        assertFails(Code.UNSUPPORTED, () -> git.addWorktree(base.directory(), path, BRANCH, commit));
        assertThat(path).as("the directory").doesNotExist();
    }

    @Test
    void formats_that_cannot_be_read_are_refused() {
        GitFixture modern = GitFixture.init(folder.resolve("sha256"), "--object-format=sha256");
        modern.write("a", "a").commit("a");
        assertFails(Code.UNSUPPORTED, () -> git.inspect(modern.directory()));
        base.git("config", "core.repositoryformatversion", "1");
        base.git("config", "extensions.refStorage", "reftable");
        assertFails(Code.UNSUPPORTED, () -> git.inspect(base.directory()));
    }

    @Test
    void a_repository_of_another_user_is_refused() throws IOException {
        Assumptions.assumeTrue(
                Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "only root can give files away");
        Files.setAttribute(base.directory(), "unix:uid", 12345);
        assertFails(Code.UNAUTHORIZED, () -> git.inspect(base.directory()));
    }

    @ParameterizedTest
    @CsvSource({"2,false", "4,false", "2,true"})
    void every_index_is_read_rightly_or_refused(int version, boolean split) {
        GitFixture worktree = worktree();
        worktree.write("src/new.c", "x\n").write("src/new.h", "x\n");
        worktree.git("add", "src/new.c");
        worktree.git("update-index", "--index-version", String.valueOf(version), "--untracked-cache");
        if (split) {
            worktree.git("update-index", "--split-index");
            assertFails(Code.UNSUPPORTED, this::status);
        } else {
            assertThat(status().entries()).as("status").hasSize(2);
        }
    }

    @Test
    void a_damaged_index_is_refused() throws IOException {
        worktree();
        Path index = base.directory().resolve(".git/worktrees/worktree/index");
        byte[] bytes = Files.readAllBytes(index);
        bytes[bytes.length / 2] ^= 1;
        Files.write(index, bytes);
        assertFails(Code.UNSUPPORTED, this::status);
        Files.write(index, "DIRC\0\0\0\2\u007f\u007f\u007f\u007f".getBytes(StandardCharsets.ISO_8859_1));
        assertFails(Code.UNSUPPORTED, this::status);
    }

    @Test
    void large_file_storage_is_known_by_its_pointers() throws IOException, NoSuchAlgorithmException {
        byte[] content = "large content\n".getBytes(StandardCharsets.UTF_8);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        base.write(".gitattributes", "*.big filter=lfs diff=lfs merge=lfs -text\n");
        base.write("a.big", "version https://git-lfs.github.com/spec/v1\noid sha256:" + hash + "\nsize 14\n");
        start = new CommitId(base.commit("pointer"));
        assertThat(git.inspect(base.directory()).limitation())
                .as("limitation")
                .get()
                .asString()
                .contains("LFS");
        worktree();
        assertThat(status().clean()).as("clean with the pointer").isTrue();
        Files.write(path.resolve("a.big"), content);
        assertThat(status().clean()).as("clean with the content").isTrue();
        Files.writeString(path.resolve("a.big"), "Large content\n");
        assertThat(status().clean()).as("clean with other content").isFalse();
    }

    @Test
    void submodules_and_sparse_checkouts_are_told() {
        base.git("update-index", "--add", "--cacheinfo", "160000," + start + ",module");
        base.write(".gitmodules", "[submodule \"module\"]\n\tpath = module\n\turl = ../x\n");
        base.git("add", ".gitmodules");
        base.git("commit", "-q", "-m", "submodule");
        start = head(base);
        base.git("config", "core.sparseCheckout", "true");
        assertThat(git.inspect(base.directory()).limitation())
                .as("limitation")
                .get()
                .asString()
                .contains("submodules", "sparse");
        GitFixture worktree = worktree();
        assertThat(worktree.git("status", "--porcelain")).as("git status").isEmpty();
        assertThat(status().clean()).as("clean").isTrue();
        worktree.git("update-index", "--cacheinfo", "160000," + "1".repeat(40) + ",module");
        assertThat(status().entries()).as("a submodule's staged commit").hasSize(1);
        worktree.write("module/.git", "gitdir: /etc\n");
        assertFails(Code.UNSUPPORTED, this::status);
    }
}
