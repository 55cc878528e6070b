package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.git.jgit.tree.TreeReader;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository for the time of one call: its objects and references, and the settings the hub obeys. */
public final class OpenRepository implements AutoCloseable {

    private final Location location;
    private final Settings settings;
    private final Repository repository;
    private final ObjectReader objects;

    private OpenRepository(Location location, Settings settings, Repository repository) {
        this.location = location;
        this.settings = settings;
        this.repository = repository;
        this.objects = repository.newObjectReader();
    }

    /** Opens a repository after the checks that every call makes. */
    public static OpenRepository at(Path path) throws IOException {
        IsolatedSystem.install();
        Location location = Location.of(path);
        Settings settings = Settings.of(location.directory());
        return new OpenRepository(location, settings, new KeptObjects(files(location)));
    }

    public Path directory() {
        return location.directory();
    }

    public Path asked() {
        return location.asked();
    }

    /** The main work tree; empty if the repository is bare. */
    public Optional<Path> workTree() {
        return settings.isBare() ? Optional.empty() : location.workTree();
    }

    public Settings settings() {
        return settings;
    }

    /** JGit's view, which knows no configuration and no work tree. */
    public Repository jgit() {
        return repository;
    }

    /** The same repository with another place for new objects, which sees the old ones too. */
    public Repository withObjects(Path directory) throws IOException {
        return new KeptObjects(files(location)
                .setObjectDirectory(directory.toFile())
                .addAlternateObjectDirectory(
                        location.directory().resolve("objects").toFile()));
    }

    private static FileRepositoryBuilder files(Location location) {
        return new FileRepositoryBuilder()
                .setFS(new IsolatedFiles())
                .setGitDir(location.directory().toFile())
                .setGitCommonDir(location.directory().toFile())
                .setBare();
    }

    public ObjectReader objects() {
        return objects;
    }

    public TreeReader trees() {
        return new TreeReader(objects);
    }

    /** The commit a reference is at. */
    public Optional<ObjectId> reference(String name) throws IOException {
        Ref ref = repository.exactRef(name);
        return Optional.ofNullable(ref).map(Ref::getObjectId);
    }

    /** The tree of a commit that must be there. */
    public ObjectId tree(CommitId commit) throws IOException {
        return commit(commit).getTree().getId();
    }

    /** A commit that must be there. */
    public RevCommit commit(CommitId commit) throws IOException {
        try (RevWalk walk = new RevWalk(objects)) {
            return walk.parseCommit(id(commit));
        } catch (MissingObjectException | IncorrectObjectTypeException e) {
            throw new ProviderException(
                    Code.NOT_FOUND, "commit " + commit + " does not exist in " + location.asked(), e);
        }
    }

    /** JGit's form of a commit's name. */
    public static ObjectId id(CommitId commit) {
        if (commit.value().length() != 40) {
            throw new ProviderException(Code.NOT_FOUND, "commit " + commit + " is not of this repository's format");
        }
        return ObjectId.fromString(commit.value());
    }

    @Override
    public void close() {
        objects.close();
        repository.close();
    }
}
