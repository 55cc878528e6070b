package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.scan.WorkTreeScan.Untracked;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.git.jgit.scan.WorktreeView.Content;
import dev.sessionhub.git.jgit.scan.WorktreeView.WorkFile;
import dev.sessionhub.git.jgit.tree.StagedChanges;
import dev.sessionhub.git.jgit.tree.StagedChanges.StagedChange;
import dev.sessionhub.git.jgit.tree.TreeItem;
import dev.sessionhub.spi.git.DiffRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the files that differ between a commit and a worktree. */
public final class Comparison {

    private final OpenRepository repository;
    private final WorktreeView view;
    private final NavigableMap<String, FileDelta> deltas = new TreeMap<>();

    private Comparison(OpenRepository repository, WorktreeView view) {
        this.repository = repository;
        this.view = view;
    }

    /** Every file that differs, by path. */
    static List<FileDelta> of(OpenRepository repository, WorktreeView view, DiffRequest request) throws IOException {
        Comparison comparison = new Comparison(repository, view);
        comparison.collect(request);
        comparison.joinRenames();
        return List.copyOf(comparison.deltas.values());
    }

    private void collect(DiffRequest request) throws IOException {
        Optional<String> only = request.path().map(RawPath::ofText);
        NavigableMap<String, StagedChange> staged =
                StagedChanges.between(repository.tree(request.from()), view.index(), repository.trees());
        for (Map.Entry<String, StagedChange> change : staged.entrySet()) {
            String path = change.getKey();
            if (wanted(path, only)) {
                Optional<Side> old = change.getValue().before().map(item -> stored(path, item));
                WorkFile file = view.changed().get(path);
                put(
                        old,
                        file == null ? change.getValue().after().map(item -> stored(path, item)) : working(path, file));
            }
        }
        for (Map.Entry<String, WorkFile> file : view.changed().entrySet()) {
            String path = file.getKey();
            if (wanted(path, only) && !staged.containsKey(path)) {
                IndexEntry entry = file.getValue().staged().getFirst();
                put(Optional.of(stored(path, new TreeItem(entry.mode(), entry.id()))), working(path, file.getValue()));
            }
        }
        for (Untracked file : view.untracked()) {
            if (wanted(file.path(), only) && !file.path().endsWith("/")) {
                addUntracked(file);
            }
        }
    }

    private static boolean wanted(String path, Optional<String> only) {
        return only.isEmpty()
                || path.equals(only.get())
                || path.startsWith(only.get().endsWith("/") ? only.get() : only.get() + "/");
    }

    private void addUntracked(Untracked file) throws IOException {
        Optional<Content> content = view.contentOf(file.path(), file.stat(), Optional.empty());
        Optional<Side> now = content.map(found -> working(file.path(), found, Optional.empty()));
        FileDelta known = deltas.get(file.path());
        put(known == null ? Optional.empty() : known.old(), now);
    }

    private void put(Optional<Side> old, Optional<Side> now) {
        boolean same = old.map(Side::id).equals(now.map(Side::id))
                && old.map(Side::mode).equals(now.map(Side::mode));
        String path = now.or(() -> old).map(Side::path).orElse("");
        if (same) {
            deltas.remove(path);
        } else {
            deltas.put(path, new FileDelta(old, now, view.files().attributes(path)));
        }
    }

    private Side stored(String path, TreeItem item) {
        return Side.stored(path, item, repository.objects());
    }

    private Optional<Side> working(String path, WorkFile file) {
        IndexEntry staged = file.staged().getFirst();
        return file.now().map(content -> working(path, content, Optional.of(staged)));
    }

    private Side working(String path, Content content, Optional<IndexEntry> staged) {
        Blob blob = content.mode() == FileMode.SUBMODULE
                ? new Blob.Subproject(content.id())
                : new Blob.Working(view.files(), path, content.stat(), staged.map(IndexEntry::id));
        return new Side(path, content.mode(), content.id(), blob);
    }

    private void joinRenames() throws IOException {
        List<Side> gone = new ArrayList<>();
        List<Side> made = new ArrayList<>();
        for (FileDelta delta : deltas.values()) {
            if (delta.now().isEmpty()) {
                gone.add(delta.old().orElseThrow());
            } else if (delta.old().isEmpty()) {
                made.add(delta.now().get());
            }
        }
        Map<String, String> renames = Renames.between(gone, made);
        Set<String> used = new HashSet<>();
        renames.forEach((now, old) -> {
            FileDelta target = deltas.get(now);
            FileDelta source = deltas.get(old);
            if (target != null && source != null) {
                deltas.put(now, new FileDelta(source.old(), target.now(), target.attributes()));
                used.add(old);
            }
        });
        used.forEach(deltas::remove);
    }
}
