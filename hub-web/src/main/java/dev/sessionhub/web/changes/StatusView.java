package dev.sessionhub.web.changes;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitStatus;
import java.util.List;
import java.util.Optional;

/** The state of a session's files as clients see it. */
public record StatusView(
        Optional<String> branch,
        String head,
        String base,
        int ahead,
        int behind,
        boolean clean,
        List<EntryView> entries,
        boolean truncated) {

    /** One path that is not clean. */
    public record EntryView(String path, Optional<String> previousPath, FileChange staged, FileChange unstaged) {}

    static StatusView of(GitStatus status) {
        return new StatusView(
                status.branch().map(BranchName::toString),
                status.head().toString(),
                status.base().toString(),
                status.ahead(),
                status.behind(),
                status.clean(),
                status.entries().stream().map(StatusView::entry).toList(),
                status.truncated());
    }

    private static EntryView entry(GitStatus.Entry entry) {
        return new EntryView(entry.path(), entry.previousPath(), entry.staged(), entry.unstaged());
    }
}
