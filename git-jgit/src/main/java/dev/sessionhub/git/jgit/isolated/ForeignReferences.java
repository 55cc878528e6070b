package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.git.jgit.foreign.ForeignDirectory;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What a private Git directory says of its branches. Names that are no branch names, and references that are not simply
 * an object's name, are left out.
 */
public final class ForeignReferences {

    private static final String HEADS = "refs/heads/";
    private static final String SYMBOLIC = "ref: ";
    private static final int MOST_BRANCHES = 1_000;
    private static final int MOST_FILES = 20_000;
    private static final int DEEPEST = 20;
    private static final int SMALL = 4 << 10;
    private static final int MOST_PACKED = 32 << 20;

    private final Map<BranchName, ObjectId> branches = new TreeMap<>(Comparator.comparing(BranchName::value));
    private Optional<ObjectId> stash = Optional.empty();
    private String head = "";
    private int files;

    private ForeignReferences() {}

    public static ForeignReferences of(ForeignDirectory git) throws IOException {
        ForeignReferences references = new ForeignReferences();
        references.head = text(git, "HEAD").orElse("");
        references.packed(git);
        Optional<ForeignDirectory> refs = git.directory("refs");
        if (refs.isPresent()) {
            try (ForeignDirectory directory = refs.get()) {
                text(directory, "stash").flatMap(ForeignReferences::id).ifPresent(references::stash);
                references.loose(directory, "heads", "", 0);
            }
        }
        return references;
    }

    public Map<BranchName, ObjectId> branches() {
        return branches;
    }

    public Optional<ObjectId> stash() {
        return stash;
    }

    /** The branch HEAD names, which need not exist. */
    public Optional<BranchName> current() {
        return Optional.of(head)
                .filter(text -> text.startsWith(SYMBOLIC + HEADS))
                .map(text -> text.substring((SYMBOLIC + HEADS).length()))
                .filter(BranchName::isValid)
                .map(BranchName::new);
    }

    /** The commit HEAD is at. */
    public Optional<ObjectId> head() {
        return current().map(branches::get).or(() -> id(head));
    }

    private void stash(ObjectId id) {
        stash = Optional.of(id);
    }

    private void loose(ForeignDirectory parent, String name, String prefix, int depth) throws IOException {
        Optional<ForeignDirectory> found = depth > DEEPEST ? Optional.empty() : directory(parent, name);
        if (found.isEmpty()) {
            return;
        }
        try (ForeignDirectory directory = found.get()) {
            for (String child : directory.names(MOST_FILES)) {
                countOne();
                Optional<ObjectId> id = BranchName.isValid(prefix + child)
                        ? text(directory, child).flatMap(ForeignReferences::id)
                        : Optional.empty();
                if (id.isPresent()) {
                    add(prefix + child, id.get());
                } else {
                    loose(directory, child, prefix + child + "/", depth + 1);
                }
            }
        }
    }

    private void packed(ForeignDirectory git) throws IOException {
        byte[] bytes = git.read("packed-refs", MOST_PACKED).orElse(new byte[0]);
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> {
            Optional<ObjectId> id = line.length() > 41 ? id(line.substring(0, 40)) : Optional.empty();
            if (id.isPresent() && line.startsWith("refs/stash", 41)) {
                stash = id;
            } else if (id.isPresent() && line.startsWith(HEADS, 41)) {
                add(line.substring(41 + HEADS.length()), id.get());
            }
        });
    }

    private void add(String name, ObjectId id) {
        if (BranchName.isValid(name)) {
            branches.put(new BranchName(name), id);
        }
        if (branches.size() > MOST_BRANCHES) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED, "the session has more than " + MOST_BRANCHES + " branches; delete some");
        }
    }

    private void countOne() {
        files++;
        if (files > MOST_FILES) {
            throw new ProviderException(Code.LIMIT_EXCEEDED, "the session has too many files among its references");
        }
    }

    private static Optional<ForeignDirectory> directory(ForeignDirectory parent, String name) throws IOException {
        try {
            return parent.directory(name);
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(ForeignDirectory directory, String name) throws IOException {
        try {
            return directory.read(name, SMALL).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip());
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectId> id(String text) {
        return ObjectId.isId(text) ? Optional.of(ObjectId.fromString(text)) : Optional.empty();
    }
}
