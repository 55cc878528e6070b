package dev.sessionhub.spi.tck.git;

import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitDiff.FileDiff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/** What native git says of the differences of a worktree, untracked files included. */
final class NativeDiff {

    private final GitFixture worktree;
    private final Path index;

    NativeDiff(GitFixture worktree, Path scratch) {
        this.worktree = worktree;
        this.index = scratch;
    }

    /** Additions and deletions by path: "new", or "old => new"; "-" for binary files. */
    Map<String, String> counts(CommitId from) {
        GitFixture git = withOwnIndex();
        git.git("add", "-N", ".");
        byte[] output = git.gitBytes("diff", "--numstat", "-z", "-M", from.value());
        Iterator<String> fields = Arrays.asList(new String(output, StandardCharsets.UTF_8).split("\0"))
                .iterator();
        Map<String, String> counts = new TreeMap<>();
        while (fields.hasNext()) {
            String[] line = fields.next().split("\t", 3);
            if (line.length == 3) {
                String path = line[2].isEmpty() ? fields.next() + " => " + fields.next() : line[2];
                counts.put(path, line[0] + " " + line[1]);
            }
        }
        return counts;
    }

    /** The tree a commit of everything would have. */
    String tree() {
        GitFixture git = withOwnIndex();
        git.git("add", "-A");
        return git.git("write-tree");
    }

    static String path(FileDiff file) {
        String now = file.newPath().or(file::oldPath).orElseThrow();
        return file.oldPath()
                .filter(old -> !old.equals(now))
                .map(old -> old + " => " + now)
                .orElse(now);
    }

    static String counts(FileDiff file) {
        return file.binary() ? "- -" : file.additions() + " " + file.deletions();
    }

    private GitFixture withOwnIndex() {
        try {
            Path own = Path.of(worktree.git("rev-parse", "--git-path", "index"));
            Files.copy(worktree.directory().resolve(own), index, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return worktree.withIndex(index);
    }
}
