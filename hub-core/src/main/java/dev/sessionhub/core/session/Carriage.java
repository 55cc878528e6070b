package dev.sessionhub.core.session;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Isolation;
import dev.sessionhub.core.workspace.inside.CarriedFiles;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Carries the files of sessions to environments that share none with the hub, and back. A mark beside what a session keeps
 * says that its files are elsewhere.
 */
final class Carriage {

    private static final Logger LOG = System.getLogger(Carriage.class.getName());

    private static final String FOLDER = "session-hub";
    private static final String MARK = "files-are-elsewhere";

    /** Where a session whose files are carried sees its agent's configuration. */
    static final String CLAUDE = ContainerSpec.WORKSPACE_TARGET + "/.git/" + FOLDER;

    private final Isolation isolation;
    private final Function<Session, Path> keepsake;
    private final Map<UUID, Set<String>> waiting = new ConcurrentHashMap<>();

    Carriage(Isolation isolation, Function<Session, Path> keepsake) {
        this.isolation = isolation;
        this.keepsake = keepsake;
    }

    /**
     * Makes the files fit to be carried; the agent's configuration goes along, among what git does not look at. Answers where
     * to, if it is not there yet.
     */
    Optional<Path> pack(Session session) {
        isolation.standAlone(session.worktree());
        Path git = session.workspace().resolve(".git");
        Path folder = git.resolve(FOLDER);
        boolean missing =
                Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS) && !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        return missing ? Optional.of(folder) : Optional.empty();
    }

    boolean areElsewhere(Session session) {
        return Files.exists(mark(session), LinkOption.NOFOLLOW_LINKS);
    }

    /** A new environment has no files yet. */
    void unmark(Session session) {
        try {
            Files.deleteIfExists(mark(session));
        } catch (IOException failure) {
            throw unmarkable(failure);
        }
    }

    /** It was not a new one after all. */
    void markAgain(Session session) {
        try {
            Files.writeString(mark(session), "");
        } catch (IOException failure) {
            throw unmarkable(failure);
        }
    }

    void bringIn(Session session, ContainerProvider provider, ContainerHandle handle) {
        try {
            files(session, provider, handle).bringIn(session.workspace());
        } catch (IOException failure) {
            throw unmarkable(failure);
        }
    }

    /** Brings the files of a running environment to the hub; says what may wait. */
    void bringBack(Session session, ContainerProvider provider, ContainerHandle handle) {
        Set<String> later = files(session, provider, handle).bringBack(session.workspace());
        if (!later.equals(waiting.put(session.id(), later)) && !later.isEmpty()) {
            LOG.log(
                    Level.INFO,
                    "session {0}: large directories that its Git ignores come to the hub when it is deleted: {1}",
                    session.id(),
                    String.join(", ", later).replaceAll("\\p{Cntrl}", "?"));
        }
    }

    /** Brings all of them, before the environment goes for good. */
    void bringHome(Session session, ContainerProvider provider, ContainerHandle handle) {
        files(session, provider, handle).bringHome(session.workspace());
        waiting.remove(session.id());
    }

    private CarriedFiles files(Session session, ContainerProvider provider, ContainerHandle handle) {
        return new CarriedFiles(provider, handle, mark(session));
    }

    private Path mark(Session session) {
        return keepsake.apply(session).resolve(MARK);
    }

    private static HubException unmarkable(IOException failure) {
        return new HubException(
                FailureCode.WORKSPACE_UNAVAILABLE,
                "cannot record where the session's files are: " + failure.getMessage(),
                failure);
    }
}
