package dev.sessionhub.core.session;

import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.failure.WorkAtRisk;
import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.spi.container.ResourceLimits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/**
 * What users can do with sessions. Each call checks, writes down the wish and returns; the work goes on by itself, and
 * {@link SessionChanged} tells how.
 */
@ApplicationScoped
public class SessionLifecycle {

    private final Sessions sessions;
    private final SessionPlanner planner;
    private final Workspaces workspaces;
    private final SessionEngine engine;

    /**
     * Made by the container.
     *
     * @param sessions what is known
     * @param planner settles what a request leaves open
     * @param workspaces tells what would be lost
     * @param engine does the work
     */
    @Inject
    public SessionLifecycle(Sessions sessions, SessionPlanner planner, Workspaces workspaces, SessionEngine engine) {
        this.sessions = sessions;
        this.planner = planner;
        this.workspaces = workspaces;
        this.engine = engine;
    }

    /**
     * Makes a session, and starts it unless the request says otherwise.
     *
     * @param caller whose it will be
     * @param request what is wanted
     * @return the session, CREATING
     * @throws HubException {@code VALIDATION_FAILED}, {@code PROJECT_NOT_FOUND}, {@code REPOSITORY_INVALID}, {@code
     *     PROVIDER_NOT_FOUND}, {@code PROVIDER_UNAVAILABLE}, {@code BRANCH_IN_USE}, {@code UNSUPPORTED}, {@code
     *     NOT_ALLOWED}
     */
    public SessionSnapshot create(Caller caller, NewSession request) {
        return woken(planner.plan(caller, request, (session, story) -> sessions.add(session, caller, story)));
    }

    /**
     * Starts a session that rests, with the bounds it has.
     *
     * @param caller who asks
     * @param id the session
     * @return the session, STARTING
     * @throws HubException as the other one
     */
    public SessionSnapshot start(Caller caller, UUID id) {
        return start(caller, id, Optional.empty(), false);
    }

    /**
     * Starts a session that rests.
     *
     * @param caller who asks
     * @param id the session
     * @param limits new bounds; empty leaves them as they are
     * @param forgets whether the agent begins a new conversation, where it could go on with the one it had
     * @return the session, STARTING
     * @throws HubException {@code SESSION_NOT_FOUND}, {@code ILLEGAL_TRANSITION}, {@code PROVIDER_UNAVAILABLE}, {@code
     *     VALIDATION_FAILED}
     */
    public SessionSnapshot start(Caller caller, UUID id, Optional<ResourceLimits> limits, boolean forgets) {
        planner.requireProvider(sessions.visible(caller, id).provider(), limits.orElse(ResourceLimits.DEFAULTS));
        String message = forgets ? "start, new conversation" : "start";
        return woken(sessions.change(id, caller.username(), message, session -> {
            session.wantRunning(limits);
            if (forgets) {
                session.conversation(UUID.randomUUID());
            }
        }));
    }

    /**
     * Stops a session; its files stay.
     *
     * @param caller who asks
     * @param id the session
     * @return the session, STOPPING
     * @throws HubException {@code SESSION_NOT_FOUND}, {@code ILLEGAL_TRANSITION}
     */
    public SessionSnapshot stop(Caller caller, UUID id) {
        sessions.visible(caller, id);
        return woken(sessions.change(id, caller.username(), "stop", Session::wantStopped));
    }

    /**
     * Deletes a session. Its work can be restored for the retention time.
     *
     * @param caller who asks
     * @param id the session
     * @param discard whether work that exists nowhere else may go
     * @return the session, DELETING
     * @throws HubException {@code SESSION_NOT_FOUND}, {@code ILLEGAL_TRANSITION}, {@code UNCOMMITTED_WORK} unless
     *     discard is true or nothing would be lost
     */
    public SessionSnapshot delete(Caller caller, UUID id, boolean discard) {
        Session session = sessions.visible(caller, id);
        session.requireDeletable();
        if (!discard) {
            WorkAtRisk work = workspaces.atRisk(() -> engine.newest(session));
            if (!work.isEmpty()) {
                throw HubException.workAtRisk(work);
            }
        }
        String message = discard ? "delete, work discarded" : "delete";
        return woken(sessions.change(id, caller.username(), message, Session::wantDeleted));
    }

    /**
     * Brings a deleted session back, with its branch and its files.
     *
     * @param caller who asks
     * @param id the session
     * @return the session, CREATING; it will be STOPPED
     * @throws HubException {@code SESSION_NOT_FOUND}, {@code ILLEGAL_TRANSITION}, {@code NOT_RESTORABLE}, {@code
     *     BRANCH_IN_USE}
     */
    public SessionSnapshot restore(Caller caller, UUID id) {
        Session session = sessions.visible(caller, id);
        if (session.state() == SessionState.DELETED
                && session.quarantine().isEmpty()
                && !workspaces.keepsCommits(session.worktree())) {
            throw session.goneForGood();
        }
        try {
            return woken(sessions.change(id, caller.username(), "restore", Session::wantRestored));
        } catch (RuntimeException failure) {
            if (DatabaseTrouble.isDuplicate(failure)) {
                throw new HubException(
                        FailureCode.BRANCH_IN_USE,
                        "another session has the branch %s; delete that one first"
                                .formatted(session.origin().branch()),
                        failure);
            }
            throw failure;
        }
    }

    private SessionSnapshot woken(Session session) {
        engine.wake(session.id());
        return sessions.snapshot(session);
    }
}
