package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.git.jgit.foreign.ForeignDirectory;
import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.repository.Skeleton;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.git.jgit.worktree.Deletion;
import dev.sessionhub.git.jgit.worktree.FreshIndex;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.PrivateGit;
import dev.sessionhub.spi.git.PrivateGit.Borrowed;
import dev.sessionhub.spi.git.PrivateGit.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;

/** Makes the private Git directory of a session: all of it or nothing. */
public final class PrivateCreation {

    private static final List<String> COPIED = List.of("shallow", "info/exclude", "info/attributes");

    private final OpenRepository repository;
    private final PrivateGit session;

    public PrivateCreation(OpenRepository repository, PrivateGit session) {
        this.repository = repository;
        this.session = session;
    }

    public List<Borrowed> make(Registration registration, Sight sight) throws IOException {
        if (repository.settings().isPartial()) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    repository.asked() + " is a partial clone, whose missing objects an isolated session cannot fetch");
        }
        List<Borrowed> borrowed = sight.objects().isPresent()
                ? BorrowedObjects.of(repository, sight.objects().get())
                : List.of();
        if (!Files.exists(session.directory(), LinkOption.NOFOLLOW_LINKS)) {
            Path draft =
                    session.directory().resolveSibling("." + session.directory().getFileName() + ".new");
            Deletion.of(draft);
            try {
                fill(Files.createDirectory(draft), registration, sight);
                Files.move(draft, session.directory(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                Deletion.quietly(draft);
                throw e;
            }
        }
        return borrowed;
    }

    /** Nothing of the session has run: what is there is what was made here. */
    public void settle(Registration registration) throws IOException, InterruptedException {
        if (owner(registration.path()).equals(owner(registration.administrativeDirectory()))) {
            return;
        }
        Path draft =
                session.directory().resolveSibling("." + session.directory().getFileName() + ".index");
        Files.deleteIfExists(draft);
        FreshIndex.settle(repository, registration, repository.tree(start(registration)), draft);
        try (ForeignDirectory git = ForeignDirectory.of(session.directory())) {
            for (String owner : List.of("unix:uid", "unix:gid")) {
                Files.setAttribute(draft, owner, Files.getAttribute(session.directory(), owner));
            }
            git.replace(draft, "index");
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private void fill(Path directory, Registration registration, Sight sight) throws IOException {
        Skeleton.make(directory, session.branch(), configuration(sight));
        CommitId start = start(registration);
        Set<ObjectId> tips = new HashSet<>(Set.of(OpenRepository.id(start)));
        for (BranchName branch : sight.branches()) {
            Optional<ObjectId> at = new Branches(repository).at(branch);
            if (at.isPresent() && !branch.equals(session.branch())) {
                tips.add(at.get());
                reference(directory, branch, at.get().name());
            }
        }
        reference(directory, session.branch(), start.value());
        for (String name : COPIED) {
            if (Files.isRegularFile(repository.directory().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(repository.directory().resolve(name), directory.resolve(name));
            }
        }
        Files.copy(registration.index(), directory.resolve("index"), StandardCopyOption.COPY_ATTRIBUTES);
        if (sight.objects().isPresent()) {
            SmallFile.create(
                    directory.resolve("objects/info/alternates"),
                    sight.objects().get() + "\n");
        } else {
            OwnObjects.copy(repository, tips, directory.resolve("objects/pack"));
        }
    }

    private static Object owner(Path path) throws IOException {
        return Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    }

    private CommitId start(Registration registration) throws IOException {
        return registration
                .commit(repository)
                .orElseThrow(() -> new ProviderException(
                        Code.CONFLICT, "the worktree " + session.worktree() + " is on no commit: its branch is gone"));
    }

    private static void reference(Path directory, BranchName branch, String commit) throws IOException {
        Path file = directory.resolve(branch.reference());
        Files.createDirectories(file.resolveSibling(""));
        SmallFile.create(file, commit + "\n");
    }

    private Config configuration(Sight sight) throws IOException {
        Author author = Author.of(repository);
        Config config = Skeleton.settings(false, repository.settings().trustsPermissions());
        config.setBoolean("core", null, "logallrefupdates", true);
        config.setString("core", null, "worktree", sight.workspace());
        for (String name : List.of("autocrlf", "eol")) {
            repository.settings().text("core", name).ifPresent(value -> config.setString("core", null, name, value));
        }
        config.setString("user", null, "name", author.name());
        config.setString("user", null, "email", author.email());
        return config;
    }
}
