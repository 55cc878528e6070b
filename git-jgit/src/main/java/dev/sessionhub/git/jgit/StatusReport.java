package dev.sessionhub.git.jgit;

import dev.sessionhub.git.jgit.diff.Renames;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.scan.WorkTreeScan;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.git.jgit.scan.WorktreeView.WorkFile;
import dev.sessionhub.git.jgit.tree.StagedChanges;
import dev.sessionhub.git.jgit.tree.StagedChanges.StagedChange;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.GitStatus.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.RevWalkUtils;

/** What git status says. */
final class StatusReport {

    private static final int MOST_ENTRIES = 10_000;

    private final OpenRepository repository;
    private final WorktreeView view;
    private final NavigableMap<String, Entry> entries = new TreeMap<>();
    private final List<Entry> untracked = new ArrayList<>();

    StatusReport(OpenRepository repository, WorktreeView view) {
        this.repository = repository;
        this.view = view;
    }

    GitStatus against(CommitId base) throws IOException {
        CommitId head = view.registration()
                .commit(repository)
                .orElseThrow(() -> new ProviderException(
                        Code.CONFLICT,
                        "the worktree " + view.registration().path() + " is on no commit: its branch is gone"));
        NavigableMap<String, StagedChange> staged =
                StagedChanges.between(repository.tree(head), view.index(), repository.trees());
        addStaged(staged);
        view.changed().forEach(this::addUnstaged);
        for (WorkTreeScan.Untracked file : view.untracked()) {
            String path = RawPath.text(file.path());
            untracked.add(new Entry(path, Optional.empty(), FileChange.NONE, FileChange.UNTRACKED));
        }
        List<Entry> listed = new ArrayList<>(entries.values());
        listed.addAll(untracked);
        listed.sort(Comparator.comparing(Entry::path));
        boolean truncated = view.cut() || listed.size() > MOST_ENTRIES;
        return new GitStatus(
                view.registration().branch(),
                head,
                base,
                count(head, base),
                count(base, head),
                listed.subList(0, Math.min(MOST_ENTRIES, listed.size())),
                truncated);
    }

    private void addStaged(NavigableMap<String, StagedChange> staged) throws IOException {
        Map<String, String> renames = Renames.staged(staged, repository.objects());
        Set<String> renamed = new HashSet<>(renames.values());
        staged.forEach((path, change) -> {
            if (renamed.contains(path) || isConflict(path)) {
                return;
            }
            Optional<String> previous = Optional.ofNullable(renames.get(path));
            FileChange kind = previous.isPresent() ? FileChange.RENAMED : kind(change);
            put(path, previous, kind, FileChange.NONE);
        });
    }

    private boolean isConflict(String path) {
        WorkFile file = view.changed().get(path);
        return file != null && file.conflicted();
    }

    private static FileChange kind(StagedChange change) {
        if (change.before().isEmpty()) {
            return FileChange.ADDED;
        }
        return change.after().isEmpty() ? FileChange.DELETED : FileChange.MODIFIED;
    }

    private void addUnstaged(String path, WorkFile file) {
        if (file.conflicted()) {
            put(path, Optional.empty(), FileChange.CONFLICTED, FileChange.CONFLICTED);
            return;
        }
        FileChange change = file.now().isEmpty() ? FileChange.DELETED : FileChange.MODIFIED;
        if (file.staged().getFirst().intentToAdd() && file.now().isPresent()) {
            change = FileChange.ADDED;
        }
        Entry before = entries.get(path);
        FileChange staged = before == null ? FileChange.NONE : before.staged();
        Optional<String> previous =
                before == null ? Optional.empty() : before.previousPath().map(RawPath::ofText);
        put(path, previous, staged, change);
    }

    private void put(String path, Optional<String> previous, FileChange staged, FileChange unstaged) {
        Optional<String> readable = previous.map(RawPath::text);
        entries.put(path, new Entry(RawPath.text(path), readable, staged, unstaged));
    }

    private int count(CommitId of, CommitId without) throws IOException {
        if (of.equals(without)) {
            return 0;
        }
        repository.commit(of);
        repository.commit(without);
        try (RevWalk walk = new RevWalk(repository.objects())) {
            RevCommit start = walk.parseCommit(OpenRepository.id(of));
            RevCommit end = walk.parseCommit(OpenRepository.id(without));
            return RevWalkUtils.count(walk, start, end);
        }
    }
}
