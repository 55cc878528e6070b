package dev.sessionhub.git.jgit.scan;

import dev.sessionhub.git.jgit.foreign.ForeignDirectory;
import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.Index;
import dev.sessionhub.git.jgit.index.IndexEntry;
import dev.sessionhub.git.jgit.index.IndexRange;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.rules.IgnoreRules;
import dev.sessionhub.git.jgit.rules.RuleFile;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks the files of a worktree beside its index. Links are never followed, so that a directory that became a link is a
 * missing directory.
 */
public final class WorkTreeScan {

    private static final int MOST_UNTRACKED = 100_000;

    private final Index index;
    private final boolean trustsPermissions;
    private final List<Doubtful> doubtful = new ArrayList<>();
    private final List<Untracked> untracked = new ArrayList<>();
    private boolean cut;

    private WorkTreeScan(Index index, boolean trustsPermissions) {
        this.index = index;
        this.trustsPermissions = trustsPermissions;
    }

    /**
     * What a look at the files' attributes alone can tell.
     *
     * @param root the worktree's directory
     * @param index its index
     * @param ignored the repository's own rules
     * @param trustsPermissions whether the executable bit means something
     */
    public static WorkTreeScan of(Path root, Index index, IgnoreRules ignored, boolean trustsPermissions)
            throws IOException {
        WorkTreeScan scan = new WorkTreeScan(index, trustsPermissions);
        try (ForeignDirectory top = ForeignDirectory.ofFiles(root)) {
            scan.directory(top, Optional.of(IndexRange.all(index)), "", ignored, false);
        }
        return scan;
    }

    /**
     * A tracked file that may have changed.
     *
     * @param entry what is staged
     * @param stat what is there; empty if nothing that git tracks
     */
    public record Doubtful(IndexEntry entry, Optional<FileStat> stat) {}

    /**
     * A file that git does not know.
     *
     * @param path with a slash at its end if it is a repository of its own
     * @param stat what it is
     */
    public record Untracked(String path, FileStat stat) {}

    public List<Doubtful> doubtful() {
        return doubtful;
    }

    public List<Untracked> untracked() {
        return untracked;
    }

    /** Whether there are more untracked files than are listed. */
    public boolean cut() {
        return cut;
    }

    private void add(Untracked file) {
        if (untracked.size() < MOST_UNTRACKED) {
            untracked.add(file);
        } else {
            cut = true;
        }
    }

    private void directory(
            ForeignDirectory open, Optional<IndexRange> range, String prefix, IgnoreRules above, boolean trackedOnly)
            throws IOException {
        if (Thread.interrupted()) {
            Thread.currentThread().interrupt();
            throw new ProviderException(
                    Code.CANCELLED, "interrupted while looking at \"" + RawPath.text(prefix) + "\"");
        }
        Map<String, IndexRange.Child> files = new HashMap<>();
        Map<String, IndexRange.Child> directories = new HashMap<>();
        range.map(IndexRange::children)
                .orElse(List.of())
                .forEach(child -> (child.directory() ? directories : files).put(child.name(), child));
        IgnoreRules rules = trackedOnly ? above : above.in(prefix, RuleFile.lines(() -> open.open(".gitignore")));
        for (Path file : open.paths()) {
            String name = RawPath.ofFile(file);
            if (!name.equals(".git")) {
                Place place = new Place(
                        open,
                        file,
                        prefix + name,
                        Optional.ofNullable(files.remove(name)),
                        Optional.ofNullable(directories.remove(name)));
                look(place, range, rules, trackedOnly);
            }
        }
        range.ifPresent(all -> {
            files.values().forEach(child -> missing(all.entriesOf(child)));
            directories.values().forEach(child -> missing(all.entriesOf(child)));
        });
    }

    /** A name in a directory, and what the index has under it. */
    private record Place(
            ForeignDirectory directory,
            Path file,
            String path,
            Optional<IndexRange.Child> tracked,
            Optional<IndexRange.Child> below) {}

    private void look(Place place, Optional<IndexRange> range, IgnoreRules rules, boolean trackedOnly)
            throws IOException {
        FileStat stat;
        try {
            stat = FileStat.of(place.file);
        } catch (NoSuchFileException _) {
            range.ifPresent(all -> {
                place.tracked.ifPresent(child -> missing(all.entriesOf(child)));
                missingBelow(place, all);
            });
            return;
        }
        if (range.isPresent() && place.tracked.isPresent()) {
            tracked(range.get().entriesOf(place.tracked.get()), stat);
        }
        if (stat.isDirectory()) {
            lookInto(place, range, rules, trackedOnly, stat);
            return;
        }
        range.ifPresent(all -> missingBelow(place, all));
        boolean listed = stat.isRegular() || stat.isLink();
        if (place.tracked.isEmpty() && listed && !trackedOnly && !rules.ignores(place.path, false)) {
            add(new Untracked(place.path, stat));
        }
    }

    private void lookInto(
            Place place, Optional<IndexRange> range, IgnoreRules rules, boolean trackedOnly, FileStat stat)
            throws IOException {
        boolean submodule = place.tracked.isPresent()
                && index.entries().get(place.tracked.get().from()).mode() == FileMode.SUBMODULE;
        if (submodule) {
            return;
        }
        boolean ignored = trackedOnly || rules.ignores(place.path, true);
        if (place.below.isEmpty() && ignored) {
            return;
        }
        Optional<ForeignDirectory> found = place.directory.directory(place.file.getFileName());
        if (found.isEmpty()) {
            range.ifPresent(all -> missingBelow(place, all));
            return;
        }
        try (ForeignDirectory open = found.get()) {
            if (place.below.isEmpty() && isRepository(place.file, open)) {
                add(new Untracked(place.path + "/", stat));
                return;
            }
            Optional<IndexRange> below = place.below.flatMap(child -> range.map(all -> all.below(child)));
            directory(open, below, place.path + "/", rules, ignored);
        }
    }

    private void tracked(List<IndexEntry> stages, FileStat stat) {
        for (IndexEntry entry : stages) {
            boolean proven = entry.trusted()
                    || (entry.stage() == 0
                            && !entry.intentToAdd()
                            && entry.mode() == modeOf(entry, stat).orElse(FileMode.TREE)
                            && entry.mode() != FileMode.SUBMODULE
                            && entry.provenBy(stat, index.written()));
            if (!proven) {
                Optional<FileStat> seen = modeOf(entry, stat).map(_ -> stat);
                doubtful.add(new Doubtful(entry, seen));
            }
        }
    }

    private void missingBelow(Place place, IndexRange all) {
        place.below.ifPresent(child -> missing(all.entriesOf(child)));
    }

    private void missing(List<IndexEntry> entries) {
        for (IndexEntry entry : entries) {
            if (!entry.trusted()) {
                doubtful.add(new Doubtful(entry, Optional.empty()));
            }
        }
    }

    /** The mode git would stage a file with in the place of an entry; empty if git does not track such a thing. */
    public Optional<FileMode> modeOf(IndexEntry entry, FileStat stat) {
        if (entry.mode() == FileMode.SUBMODULE && stat.isDirectory()) {
            return Optional.of(FileMode.SUBMODULE);
        }
        if (stat.isRegular() && !trustsPermissions && entry.mode().isFile()) {
            return Optional.of(entry.mode());
        }
        return modeOf(stat);
    }

    /** The mode git would stage a new file with. */
    public static Optional<FileMode> modeOf(FileStat stat) {
        if (stat.isLink()) {
            return Optional.of(FileMode.LINK);
        }
        if (stat.isRegular()) {
            return Optional.of(stat.isExecutable() ? FileMode.EXECUTABLE : FileMode.REGULAR);
        }
        return Optional.empty();
    }

    /** As git decides whether a directory is a repository of its own; a file that points elsewhere is taken at its word. */
    private static boolean isRepository(Path directory, ForeignDirectory open) {
        Path git = directory.resolve(".git");
        if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            return Files.exists(git.resolve("HEAD"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(git.resolve("objects"))
                    && Files.isDirectory(git.resolve("refs"));
        }
        return RuleFile.lines(() -> open.open(".git")).stream()
                .findFirst()
                .filter(line -> line.startsWith("gitdir: "))
                .isPresent();
    }
}
