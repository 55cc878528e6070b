package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.GitStatus.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads {@code git status --porcelain=v2 --branch -z} after a line with the numbers of commits behind and ahead. */
final class StatusText {

    private static final int MOST_ENTRIES = 10_000;
    private static final String HEAD = "# branch.oid ";
    private static final String BRANCH = "# branch.head ";

    private final Records records;
    private final List<Entry> entries = new ArrayList<>();
    private Optional<CommitId> head = Optional.empty();
    private Optional<BranchName> branch = Optional.empty();
    private boolean full;

    private StatusText(byte[] bytes) {
        this.records = new Records(bytes);
    }

    static GitStatus parse(byte[] bytes, boolean cut, CommitId base) {
        StatusText text = new StatusText(bytes);
        String[] counts = text.records.next('\n').orElse("").split("\t", 2);
        text.read();
        CommitId head = text.head.orElseThrow(
                () -> new ProviderException(Code.CONFLICT, "git in the session says that it is on no commit"));
        text.entries.sort(Comparator.comparing(Entry::path));
        return new GitStatus(
                text.branch,
                head,
                base,
                counts.length == 2 ? number(counts[1]) : 0,
                number(counts[0]),
                text.entries,
                cut || text.full);
    }

    private void read() {
        for (Optional<String> line = records.next('\0'); line.isPresent() && !full; line = records.next('\0')) {
            if (!line.get().isEmpty()) {
                read(line.get());
            }
        }
    }

    private void read(String line) {
        switch (line.charAt(0)) {
            case '#' -> header(line);
            case '1' -> add(field(line, 9), Optional.empty(), change(line, 2), change(line, 3));
            case '2' -> add(field(line, 10), records.next('\0'), change(line, 2), change(line, 3));
            case 'u' -> add(field(line, 11), Optional.empty(), FileChange.CONFLICTED, FileChange.CONFLICTED);
            case '?' -> add(field(line, 2), Optional.empty(), FileChange.NONE, FileChange.UNTRACKED);
            default -> throw garbled();
        }
    }

    private void header(String line) {
        if (line.startsWith(HEAD) && line.substring(HEAD.length()).matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            head = Optional.of(new CommitId(line.substring(HEAD.length())));
        } else if (line.startsWith(BRANCH) && BranchName.isValid(line.substring(BRANCH.length()))) {
            branch = Optional.of(new BranchName(line.substring(BRANCH.length())));
        }
    }

    private void add(String path, Optional<String> previous, FileChange staged, FileChange unstaged) {
        full = entries.size() == MOST_ENTRIES;
        if (!full) {
            entries.add(new Entry(path, previous, staged, unstaged));
        }
    }

    private static String field(String line, int number) {
        String[] fields = line.split(" ", number);
        if (fields.length < number) {
            throw garbled();
        }
        return fields[number - 1];
    }

    private static FileChange change(String line, int at) {
        return switch (line.length() > at ? line.charAt(at) : ' ') {
            case '.' -> FileChange.NONE;
            case 'A' -> FileChange.ADDED;
            case 'M', 'T' -> FileChange.MODIFIED;
            case 'D' -> FileChange.DELETED;
            case 'R', 'C' -> FileChange.RENAMED;
            default -> throw garbled();
        };
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static ProviderException garbled() {
        return new ProviderException(
                Code.CONFLICT, "git in the session gave an unreadable answer; look into the session");
    }
}
