package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitDiff.FileDiff;
import dev.sessionhub.spi.git.GitDiff.Line;
import dev.sessionhub.spi.git.GitStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Status and differences of worktrees. */
public abstract class StatusContract extends GitBackendContract {

    /** For extension. */
    protected StatusContract() {}

    private GitStatus status() {
        return git.status(base.directory(), path, start);
    }

    private GitDiff diff() {
        return git.diff(base.directory(), path, everything());
    }

    @Test
    void a_new_worktree_is_clean_and_even_with_its_base() {
        worktree();
        GitStatus status = status();
        assertThat(status.clean()).as("clean").isTrue();
        assertThat(status.branch()).as("branch").contains(BRANCH);
        assertThat(status.ahead()).as("ahead").isZero();
        assertThat(status.behind()).as("behind").isZero();
        assertThat(diff().files()).as("differences").isEmpty();
    }

    @Test
    void commits_are_counted_on_both_sides() {
        GitFixture worktree = worktree();
        worktree.commit("one");
        worktree.commit("two");
        CommitId other = new CommitId(base.commit("three"));
        GitStatus status = git.status(base.directory(), path, other);
        assertThat(status.ahead()).as("ahead").isEqualTo(2);
        assertThat(status.behind()).as("behind").isEqualTo(1);
        assertThat(status.head()).as("head").isEqualTo(head(worktree));
    }

    @Test
    void a_merge_in_conflict_is_told() {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "mine\n").write("src/both.c", "mine\n").commit("mine");
        base.write("readme.md", "theirs\n").write("src/both.c", "theirs\n").commit("theirs");
        worktree.run(new byte[0], "merge", "main");
        assertThat(status().entries())
                .as("status")
                .isEqualTo(NativeStatus.of(worktree))
                .hasSize(2);
        assertThat(status().entries().getFirst().staged()).as("a conflict").isEqualTo(FileChange.CONFLICTED);
    }

    @Test
    void a_name_that_is_only_intended_to_be_added_is_an_unstaged_addition() {
        GitFixture worktree = worktree();
        worktree.write("new", "x\n");
        worktree.git("add", "-N", "new");
        assertThat(status().entries())
                .as("status")
                .containsExactly(new GitStatus.Entry("new", Optional.empty(), FileChange.NONE, FileChange.ADDED));
    }

    @Test
    void a_change_that_keeps_size_and_time_is_seen() throws IOException {
        GitFixture worktree = worktree();
        worktree.git("update-index", "--refresh");
        var time = Files.getLastModifiedTime(path.resolve("readme.md"));
        worktree.write("readme.md", "ONE\ntwo\nthree\n");
        Files.setLastModifiedTime(path.resolve("readme.md"), time);
        assertThat(status().entries()).as("status").hasSize(1);
    }

    @Test
    void nothing_is_written_by_looking() throws IOException {
        GitFixture worktree = worktree();
        Files.setLastModifiedTime(path.resolve("readme.md"), FileTime.fromMillis(1_000_000_000_000L));
        String before = listing();
        status();
        diff();
        git.patch(base.directory(), path, everything(), new ByteArrayOutputStream());
        assertThat(listing()).as("files of the repository and their times").isEqualTo(before);
        assertThat(worktree.directory().resolve(".git")).as(".git").isRegularFile();
    }

    @Test
    void a_lock_does_not_hinder_looking() throws IOException {
        worktree();
        Files.createFile(base.directory().resolve(".git/worktrees/worktree/index.lock"));
        assertThat(status().clean()).as("clean").isTrue();
    }

    private String listing() throws IOException {
        try (var files = Files.walk(folder)) {
            StringBuilder text = new StringBuilder();
            for (var file : files.sorted().toList()) {
                text.append(file)
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
            return text.toString();
        }
    }

    @Test
    void line_ends_are_converted_as_native_git_does() {
        base.write(".gitattributes", "*.crlf text eol=crlf\n*.lf text eol=lf\n*.bin -text\n* text=auto\n");
        base.write("a.crlf", "one\ntwo\n")
                .write("b.lf", "one\n")
                .write("c.bin", "one\r\n")
                .write("d", "x\n");
        base.git("config", "core.autocrlf", "true");
        start = new CommitId(base.commit("line ends"));
        GitFixture worktree = worktree();
        assertThat(path.resolve("a.crlf")).as("eol=crlf").hasBinaryContent(bytes("one\r\ntwo\r\n"));
        assertThat(path.resolve("b.lf")).as("eol=lf").hasBinaryContent(bytes("one\n"));
        assertThat(path.resolve("c.bin")).as("-text").hasBinaryContent(bytes("one\r\n"));
        assertThat(path.resolve("d")).as("text=auto with core.autocrlf").hasBinaryContent(bytes("x\r\n"));
        assertThat(worktree.git("status", "--porcelain")).as("git status").isEmpty();
        assertThat(status().clean()).as("clean").isTrue();
        worktree.write("d", "x\r\ny\r\n").write("a.crlf", "one\n");
        assertThat(status().entries()).as("status").isEqualTo(NativeStatus.of(worktree));
        assertThat(diff().additions()).as("added lines").isEqualTo(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void differences_have_hunks_with_numbered_lines() {
        GitFixture worktree = worktree();
        worktree.write("readme.md", "one\n2\nthree");
        FileDiff file = diff().files().getFirst();
        assertThat(file.change()).as("change").isEqualTo(FileChange.MODIFIED);
        assertThat(file.additions()).as("additions").isEqualTo(2);
        assertThat(file.hunks()).as("hunks").hasSize(1);
        String text = file.hunks().getFirst().lines().stream()
                .map(line -> line.kind() + " " + line.text() + (line.noNewline() ? " (no newline)" : ""))
                .collect(Collectors.joining(", "));
        assertThat(text).as("lines").isEqualTo("CONTEXT one, DELETE two, DELETE three, ADD 2, ADD three (no newline)");
        Line last = file.hunks().getFirst().lines().getLast();
        assertThat(last.newLine()).as("number of the last line").hasValue(3);
        assertThat(last.oldLine()).as("its number in the old file").isEmpty();
    }

    @Test
    void a_renamed_file_and_a_binary_one_are_told() {
        GitFixture worktree = worktree();
        worktree.git("mv", "readme.md", "docs.md");
        worktree.write("image", new byte[] {0, 1, 2, 3});
        GitDiff diff = diff();
        assertThat(diff.files()).as("files").hasSize(2);
        assertThat(diff.files().getFirst().change()).as("rename").isEqualTo(FileChange.RENAMED);
        assertThat(diff.files().getFirst().oldPath()).as("where it was").contains("readme.md");
        assertThat(diff.files().getLast().binary()).as("binary").isTrue();
        assertThat(diff.files().getLast().hunks()).as("hunks of a binary file").isEmpty();
    }

    @Test
    void bounds_are_kept_and_the_counts_stay_right() {
        GitFixture worktree = worktree();
        String lines = IntStream.range(0, 100).mapToObj(i -> "line " + i + "\n").collect(Collectors.joining());
        worktree.write("a", lines).write("b", lines).write("c", lines + "x".repeat(10_000) + "\n");
        GitDiff few = git.diff(base.directory(), path, new DiffRequest(start, Optional.empty(), 1, 1000));
        assertThat(few.truncated()).as("truncated").isTrue();
        assertThat(few.additions()).as("all added lines").isEqualTo(301);
        assertThat(few.files().stream().filter(file -> !file.hunks().isEmpty()))
                .as("files with hunks")
                .hasSize(1);
        GitDiff one = git.diff(base.directory(), path, new DiffRequest(start, Optional.of("c"), 9, 1000));
        assertThat(one.files()).as("only that path").hasSize(1);
        assertThat(one.truncated()).as("truncated").isFalse();
        assertThat(one.files().getFirst().hunks().getFirst().lines().getLast().text())
                .as("the longest line")
                .hasSize(4000);
        GitDiff none = git.diff(base.directory(), path, new DiffRequest(start, Optional.empty(), 9, 50));
        assertThat(none.truncated()).as("truncated by lines").isTrue();
    }

    @Test
    void what_does_not_exist_is_not_found() {
        worktree();
        CommitId missing = new CommitId("1".repeat(40));
        assertFails(Code.NOT_FOUND, () -> git.status(base.directory(), folder.resolve("none"), start));
        assertFails(Code.NOT_FOUND, () -> git.status(base.directory(), path, missing));
        assertFails(
                Code.NOT_FOUND,
                () -> git.diff(base.directory(), path, new DiffRequest(missing, Optional.empty(), 1, 1)));
    }
}
