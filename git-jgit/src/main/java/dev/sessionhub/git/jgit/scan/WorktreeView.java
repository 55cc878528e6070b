package dev.sessionhub.git.jgit.scan;

import dev.sessionhub.git.jgit.content.WorkFiles;
import dev.sessionhub.git.jgit.foreign.ForeignFiles;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.Index;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexReader;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.repository.Settings;
import dev.sessionhub.git.jgit.rules.AttributeRules;
import dev.sessionhub.git.jgit.rules.IgnoreRules;
import dev.sessionhub.git.jgit.rules.RuleFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/** A worktree at one moment: what is staged, and how its files differ from that. */
public final class WorktreeView implements AutoCloseable {

    private final Registration registration;
    private final Index index;
    private final ForeignFiles opened;
    private final WorkFiles files;
    private final WorkTreeScan scan;
    private final NavigableMap<String, WorkFile> changed = new TreeMap<>();

    private WorktreeView(
            Registration registration, Index index, ForeignFiles opened, WorkFiles files, WorkTreeScan scan) {
        this.registration = registration;
        this.index = index;
        this.opened = opened;
        this.files = files;
        this.scan = scan;
    }

    /** Looks at a worktree; writes nothing. */
    public static WorktreeView of(OpenRepository repository, Registration registration) throws IOException {
        WorktreeView view = look(repository, registration, IndexReader.read(registration.index()));
        try {
            view.decide();
            return view;
        } catch (IOException | RuntimeException e) {
            view.close();
            throw e;
        }
    }

    /** The content of every file of an index that proves nothing; those that are gone are left out. */
    public static Map<String, Content> contents(OpenRepository repository, Registration registration, Index index)
            throws IOException {
        try (WorktreeView view = look(repository, registration, index)) {
            Map<String, Content> contents = new HashMap<>();
            for (WorkTreeScan.Doubtful doubtful : view.scan.doubtful()) {
                IndexEntry entry = doubtful.entry();
                if (doubtful.stat().isPresent() && entry.mode() != FileMode.SUBMODULE) {
                    view.contentOf(entry.path(), doubtful.stat().get(), Optional.of(entry))
                            .ifPresent(content -> contents.put(entry.path(), content));
                }
            }
            return contents;
        }
    }

    private static WorktreeView look(OpenRepository repository, Registration registration, Index index)
            throws IOException {
        Settings settings = repository.settings().in(registration.administrativeDirectory());
        Path root = registration.path();
        Path info = repository.directory().resolve("info");
        IgnoreRules ignored = IgnoreRules.ofRepository(RuleFile.lines(info.resolve("exclude")));
        WorkTreeScan scan = WorkTreeScan.of(root, index, ignored, settings.trustsPermissions());
        ForeignFiles opened = new ForeignFiles(root);
        AttributeRules attributes = new AttributeRules(
                RuleFile.lines(info.resolve("attributes")),
                directory -> RuleFile.lines(() -> opened.find(directory + ".gitattributes")));
        WorkFiles files = new WorkFiles(opened, attributes, settings.lineEnds(), repository.objects());
        return new WorktreeView(registration, index, opened, files, scan);
    }

    /**
     * A tracked file whose content or mode is not what is staged.
     *
     * @param staged what the index has; all of it if a merge left several versions
     * @param now what is there; empty if it is gone
     */
    public record WorkFile(List<IndexEntry> staged, Optional<Content> now) {

        /** Copies. */
        public WorkFile {
            staged = List.copyOf(staged);
        }

        /** Whether a merge left it in conflict. */
        public boolean conflicted() {
            return staged.getFirst().stage() != 0;
        }
    }

    /**
     * A file as git would store it.
     *
     * @param mode its mode
     * @param id its blob, which need not exist
     * @param stat the file
     */
    public record Content(FileMode mode, ObjectId id, FileStat stat) {}

    public Registration registration() {
        return registration;
    }

    public Index index() {
        return index;
    }

    public WorkFiles files() {
        return files;
    }

    /** Tracked files that are not as staged, by path. */
    public NavigableMap<String, WorkFile> changed() {
        return changed;
    }

    public List<WorkTreeScan.Untracked> untracked() {
        return scan.untracked();
    }

    /** Whether there are more untracked files than are listed. */
    public boolean cut() {
        return scan.cut();
    }

    /** A new file as git would store it; empty if git would not, or if it has just gone. */
    public Optional<Content> contentOf(String path, FileStat stat, Optional<IndexEntry> staged) throws IOException {
        Optional<FileMode> mode = staged.isPresent() ? scan.modeOf(staged.get(), stat) : WorkTreeScan.modeOf(stat);
        if (mode.isEmpty()) {
            return Optional.empty();
        }
        if (mode.get() == FileMode.SUBMODULE) {
            ObjectId commit =
                    Submodule.commit(this, path).orElse(staged.orElseThrow().id());
            return Optional.of(new Content(mode.get(), commit, stat));
        }
        try {
            return Optional.of(new Content(mode.get(), files.id(path, stat, staged.map(IndexEntry::id)), stat));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    private void decide() throws IOException {
        for (WorkTreeScan.Doubtful doubtful : scan.doubtful()) {
            IndexEntry entry = doubtful.entry();
            String path = entry.path();
            if (entry.stage() != 0 && changed.containsKey(path)) {
                List<IndexEntry> stages = new ArrayList<>(changed.get(path).staged());
                stages.add(entry);
                changed.put(path, new WorkFile(stages, changed.get(path).now()));
                continue;
            }
            Optional<Content> now = doubtful.stat().isEmpty()
                    ? Optional.empty()
                    : contentOf(path, doubtful.stat().get(), Optional.of(entry));
            boolean same = now.filter(content ->
                            content.mode() == entry.mode() && content.id().equals(entry.id()))
                    .isPresent();
            if (!same || entry.stage() != 0 || entry.intentToAdd()) {
                changed.put(path, new WorkFile(List.of(entry), now));
            }
        }
    }
}
