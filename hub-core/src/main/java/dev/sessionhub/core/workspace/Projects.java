package dev.sessionhub.core.workspace;

import dev.sessionhub.core.config.HubSettings;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.RemoteUrl;
import dev.sessionhub.spi.git.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionalException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The repositories that sessions can be made from. The configured one is always among them, and the first. */
@ApplicationScoped
public class Projects {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._ -]{0,59}";

    private final ProjectStore store;
    private final Supplier<GitBackend> git;
    private final Path configured;
    private final Clones clones;

    /**
     * Made by the container.
     *
     * @param store what is recorded
     * @param providers holds the Git back end
     * @param settings names the configured repository
     */
    @Inject
    public Projects(ProjectStore store, Providers providers, HubSettings settings) {
        this(store, providers::gitBackend, settings.repository(), settings.data());
    }

    /**
     * For whoever makes the parts by hand.
     *
     * @param store what is recorded
     * @param git gives the Git back end
     * @param configured the configured repository
     * @param data the data directory, which keeps what is cloned
     */
    public Projects(ProjectStore store, Supplier<GitBackend> git, Path configured, Path data) {
        this.store = store;
        this.git = git;
        this.configured = configured;
        this.clones = new Clones(data.resolve("repositories"), git);
    }

    /**
     * Begins with the application.
     *
     * @param event says that it is there
     */
    public void begin(@Observes Startup event) {
        clones.clearUnfinished();
    }

    /**
     * All projects, the configured one first.
     *
     * @return never empty
     */
    public List<Project> list() {
        List<Project> known = store.list();
        Project first = known.stream()
                .filter(project -> project.repository().equals(configured))
                .findFirst()
                .orElseGet(() -> addConfigured(known));
        return Stream.concat(
                        Stream.of(first),
                        known.stream().filter(project -> !project.id().equals(first.id())))
                .toList();
    }

    /**
     * Looks at a project's repository.
     *
     * @param project a project
     * @return how it is now; never fails because of the repository
     */
    public ProjectSnapshot snapshot(Project project) {
        try {
            Repository repository = git.get().inspect(project.repository());
            return new ProjectSnapshot(
                    project, repository.defaultBranch().map(Object::toString), repository.limitation());
        } catch (ProviderException failure) {
            return new ProjectSnapshot(project, Optional.empty(), Optional.ofNullable(failure.getMessage()));
        }
    }

    /**
     * Finds a project.
     *
     * @param nameOrId its name or identity; the configured one if empty
     * @return the project
     * @throws HubException {@code PROJECT_NOT_FOUND}
     */
    public Project find(Optional<String> nameOrId) {
        List<Project> all = list();
        return nameOrId.map(wanted -> all.stream()
                        .filter(project -> project.name().equals(wanted)
                                || project.id().toString().equals(wanted))
                        .findFirst()
                        .orElseThrow(() -> new HubException(
                                FailureCode.PROJECT_NOT_FOUND, "there is no project \"" + wanted + "\"")))
                .orElseGet(all::getFirst);
    }

    /**
     * Adds a repository of the hub's machine, or clones one of another machine.
     *
     * @param name for people, unique
     * @param repository an absolute path or a Git URL
     * @return the new project
     * @throws HubException {@code VALIDATION_FAILED}, {@code REPOSITORY_INVALID}, {@code REPOSITORY_UNAVAILABLE}, {@code
     *     PROJECT_EXISTS}, {@code LIMIT_EXCEEDED}, {@code UNSUPPORTED}
     */
    public Project add(String name, String repository) {
        if (!name.matches(NAME)) {
            throw HubException.invalid("name", "must match " + NAME);
        }
        if (RemoteUrl.isMeant(repository)) {
            return addClone(name, url(repository));
        }
        Path path = path(repository);
        Path directory = inspect(path).gitDirectory();
        if (store.list().stream().anyMatch(project -> isAt(project, directory))) {
            throw exists();
        }
        requireNew(name, path, Optional.empty());
        return added(name, path, Optional.empty());
    }

    /** One repository has several paths: its root, its Git directory, links. */
    private boolean isAt(Project project, Path directory) {
        try {
            return git.get().inspect(project.repository()).gitDirectory().equals(directory);
        } catch (ProviderException _) {
            return false;
        }
    }

    /**
     * Clones that are being made now.
     *
     * @return in no order
     */
    public List<CloneUnderway> clones() {
        return clones.underway();
    }

    private Project addClone(String name, RemoteUrl url) {
        requireNew(name, Path.of(""), Optional.of(url));
        Path path = clones.make(name, url);
        try {
            return added(name, path, Optional.of(url));
        } catch (RuntimeException failure) {
            clones.discard(path);
            throw failure;
        }
    }

    private Project added(String name, Path path, Optional<RemoteUrl> remote) {
        try {
            return store.add(name, path, remote);
        } catch (PersistenceException | TransactionalException failure) {
            if (store.list().stream().anyMatch(project -> isSame(project, name, path, remote))) {
                throw exists();
            }
            throw failure;
        }
    }

    /** Of two at once the constraint decides; who comes later is told without a failed insert. */
    private void requireNew(String name, Path path, Optional<RemoteUrl> remote) {
        if (store.list().stream().anyMatch(project -> isSame(project, name, path, remote))) {
            throw exists();
        }
    }

    private static boolean isSame(Project project, String name, Path path, Optional<RemoteUrl> remote) {
        return project.name().equals(name)
                || project.repository().equals(path)
                || (remote.isPresent() && project.remote().equals(remote));
    }

    private static HubException exists() {
        return new HubException(FailureCode.PROJECT_EXISTS, "a project with that name or repository already exists");
    }

    /**
     * Fetches what is new in the repository a project was cloned from; does nothing for one of the hub's machine.
     *
     * @param project a project
     * @return why it could not be fetched, for people; empty if all is well
     */
    public Optional<String> refresh(Project project) {
        return project.remote().isEmpty() ? Optional.empty() : clones.refresh(project);
    }

    /**
     * Checks that sessions can be made from a repository.
     *
     * @param path where it is
     * @return what it is
     * @throws HubException {@code REPOSITORY_INVALID}
     */
    public Repository inspect(Path path) {
        try {
            return git.get().inspect(path);
        } catch (ProviderException failure) {
            throw new HubException(FailureCode.REPOSITORY_INVALID, String.valueOf(failure.getMessage()), failure);
        }
    }

    private static RemoteUrl url(String repository) {
        try {
            return new RemoteUrl(repository);
        } catch (IllegalArgumentException failure) {
            throw HubException.invalid("repository", String.valueOf(failure.getMessage()));
        }
    }

    private static Path path(String repository) {
        try {
            Path path = Path.of(repository);
            if (path.isAbsolute()) {
                return path.normalize();
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw HubException.invalid("repository", "must be an absolute path on the hub's machine, or a Git URL");
    }

    private Project addConfigured(List<Project> known) {
        String wanted = Optional.ofNullable(configured.getFileName())
                .map(Path::toString)
                .filter(name -> name.matches(NAME))
                .orElse("default");
        String name = wanted;
        for (int i = 2; isTaken(known, name); i++) {
            name = wanted + "-" + i;
        }
        try {
            return store.add(name, configured, Optional.empty());
        } catch (PersistenceException | TransactionalException failure) {
            return store.list().stream()
                    .filter(project -> project.repository().equals(configured))
                    .findFirst()
                    .orElseThrow(() -> failure);
        }
    }

    private static boolean isTaken(List<Project> known, String name) {
        return known.stream().anyMatch(project -> project.name().equals(name));
    }
}
