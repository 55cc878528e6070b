package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.RemoteUrl;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Copies of repositories of other machines, in the data directory. */
final class Clones {

    private static final Logger LOG = System.getLogger(Clones.class.getName());

    private final Path directory;
    private final Supplier<GitBackend> git;
    private final Drafts drafts;
    private final Map<RemoteUrl, String> underway = new ConcurrentHashMap<>();

    Clones(Path directory, Supplier<GitBackend> git) {
        this.directory = directory;
        this.git = git;
        this.drafts = new Drafts(directory.resolve(".unfinished"));
    }

    /** Removes what a hub left that was killed in the middle. */
    void clearUnfinished() {
        drafts.clear();
    }

    /** Copies a repository with its history; takes as long as the network does. */
    Path make(String name, RemoteUrl url) {
        String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String unique = slug + "-" + UUID.randomUUID().toString().substring(0, 8) + ".git";
        if (underway.putIfAbsent(url, unique) != null) {
            throw new HubException(FailureCode.PROJECT_EXISTS, url + " is being cloned already");
        }
        try {
            return copy(unique, url);
        } finally {
            underway.remove(url);
        }
    }

    /** What is being made. */
    List<CloneUnderway> underway() {
        return underway.entrySet().stream()
                .map(one -> new CloneUnderway(one.getKey(), drafts.size(one.getValue())))
                .toList();
    }

    private Path copy(String unique, RemoteUrl url) {
        try (Drafts.Draft draft = drafts.open(unique)) {
            git.get().cloneRepository(url, draft.path());
            return draft.become(directory.resolve(unique));
        } catch (ProviderException failure) {
            throw refused(failure);
        } catch (IOException failure) {
            throw FileTrouble.of("the repository cannot be kept at " + directory, failure);
        }
    }

    /** Throws a copy away that no project has. */
    void discard(Path path) {
        try {
            Tree.delete(path);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "a copy that no project has stays at " + path, failure);
        }
    }

    /** Fetches what is new; answers why not. */
    Optional<String> refresh(Project project) {
        try {
            git.get().fetch(project.repository());
            return Optional.empty();
        } catch (ProviderException failure) {
            return Optional.of("made from what was fetched before: " + failure.getMessage());
        }
    }

    private static HubException refused(ProviderException failure) {
        FailureCode code = switch (failure.code()) {
            case UNAVAILABLE, TIMEOUT -> FailureCode.REPOSITORY_UNAVAILABLE;
            case LIMIT_EXCEEDED -> FailureCode.LIMIT_EXCEEDED;
            case UNSUPPORTED -> FailureCode.UNSUPPORTED;
            case INTERNAL -> FailureCode.INTERNAL;
            case INVALID_REQUEST, NOT_FOUND, ALREADY_EXISTS, CONFLICT, UNAUTHORIZED, CANCELLED ->
                FailureCode.REPOSITORY_INVALID;
        };
        return new HubException(code, String.valueOf(failure.getMessage()), failure);
    }
}
