package dev.sessionhub.spi.tck.git;

import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitStatus.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** What native git says of a worktree, in the contract's words. */
final class NativeStatus {

    private NativeStatus() {}

    static List<Entry> of(GitFixture worktree) {
        byte[] output = worktree.gitBytes("status", "--porcelain=v2", "-z", "--untracked-files=all");
        String text = new String(output, StandardCharsets.UTF_8);
        Iterator<String> records = Arrays.asList(text.split("\0")).iterator();
        List<Entry> entries = new ArrayList<>();
        while (records.hasNext()) {
            String line = records.next();
            if (!line.isEmpty()) {
                entries.add(entry(line, records));
            }
        }
        entries.sort(Comparator.comparing(Entry::path));
        return entries;
    }

    private static Entry entry(String line, Iterator<String> records) {
        return switch (line.charAt(0)) {
            case '1' -> {
                String[] fields = line.split(" ", 9);
                yield new Entry(fields[8], Optional.empty(), change(line.charAt(2)), change(line.charAt(3)));
            }
            case '2' -> {
                String[] fields = line.split(" ", 10);
                Optional<String> previous = Optional.of(records.next());
                yield new Entry(fields[9], previous, change(line.charAt(2)), change(line.charAt(3)));
            }
            case 'u' -> {
                String[] fields = line.split(" ", 11);
                yield new Entry(fields[10], Optional.empty(), FileChange.CONFLICTED, FileChange.CONFLICTED);
            }
            case '?' -> new Entry(line.substring(2), Optional.empty(), FileChange.NONE, FileChange.UNTRACKED);
            default -> throw new AssertionError("unexpected line of git status: " + line);
        };
    }

    private static FileChange change(char letter) {
        return switch (letter) {
            case '.' -> FileChange.NONE;
            case 'A' -> FileChange.ADDED;
            case 'M', 'T' -> FileChange.MODIFIED;
            case 'D' -> FileChange.DELETED;
            case 'R' -> FileChange.RENAMED;
            default -> throw new AssertionError("unexpected letter of git status: " + letter);
        };
    }
}
