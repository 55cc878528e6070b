package dev.sessionhub.core.session;

import dev.sessionhub.core.workspace.Quarantine;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Removes the files of sessions that a user deleted, when their retention time is over: a few at a time. */
final class Purge {

    private static final Logger LOG = System.getLogger(Purge.class.getName());
    private static final int MOST_PER_SWEEP = 5;
    private static final int MOST_LOOKED_AT = 500;

    private final SessionStore store;
    private final Quarantine quarantine;
    private final Path data;
    private final Duration retention;
    private final RetentionClock clock;

    Purge(SessionStore store, Quarantine quarantine, Path data, Duration retention, RetentionClock clock) {
        this.store = store;
        this.quarantine = quarantine;
        this.data = data;
        this.retention = retention;
        this.clock = clock;
    }

    void sweep() {
        clock.now().ifPresent(now -> sweep(now.minus(retention)));
    }

    private void sweep(Instant deadline) {
        int purged = 0;
        for (Session session : store.deletedBefore(deadline, MOST_LOOKED_AT)) {
            try {
                if (purged < MOST_PER_SWEEP && purge(session)) {
                    purged++;
                }
            } catch (RuntimeException failure) {
                LOG.log(Level.WARNING, "the files of deleted session " + session.id() + " stay", failure);
            }
        }
    }

    private boolean purge(Session session) {
        if (!store.wasDeletedByUser(session.id())) {
            LOG.log(Level.WARNING, "nobody asked to delete session {0}; its files stay", session.id());
            return false;
        }
        if (!isStillWanted(session)) {
            return false;
        }
        quarantine.purge(session.worktree(), data.resolve("sessions"));
        store.change(session.id(), null, "files removed, the retention time is over", Session::purged);
        LOG.log(Level.INFO, "the files of deleted session {0} were removed", session.id());
        return true;
    }

    /** Asks under the row's lock: it may have been restored since it was listed. */
    private boolean isStillWanted(Session session) {
        return store.change(session.id(), null, "the retention time is over", Session::purging)
                .filter(now -> now.step() == SessionStep.PURGE)
                .isPresent();
    }
}
