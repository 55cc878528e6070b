package dev.sessionhub.core.session;

import dev.sessionhub.core.failure.HubException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/**
 * What users can do with sessions. Each call checks, writes down the wish and returns; the work goes on by itself, and
 * {@link SessionChanged} tells how.
 */
@ApplicationScoped
public class SessionLifecycle {

    private final Sessions sessions;

    /**
     * Made by the container.
     *
     * @param sessions what is known
     */
    @Inject
    public SessionLifecycle(Sessions sessions) {
        this.sessions = sessions;
    }

    /**
     * Makes a session, and starts it unless the request says otherwise.
     *
     * @param caller whose it will be
     * @param request what is wanted
     * @return the session, CREATING
     * @throws HubException {@code VALIDATION_FAILED}, {@code PROJECT_NOT_FOUND}, {@code REPOSITORY_INVALID}, {@code
     *     PROVIDER_NOT_FOUND}, {@code PROVIDER_UNAVAILABLE}, {@code BRANCH_IN_USE}, {@code UNSUPPORTED}
     */
    public SessionSnapshot create(Caller caller, NewSession request) {
        throw new UnsupportedOperationException(sessions + " " + caller + request);
    }

    /**
     * Starts a session that rests.
     *
     * @param caller who asks
     * @param id the session
     * @return the session, STARTING
     * @throws HubException {@code SESSION_NOT_FOUND}, {@code ILLEGAL_TRANSITION}, {@code PROVIDER_UNAVAILABLE}
     */
    public SessionSnapshot start(Caller caller, UUID id) {
        throw new UnsupportedOperationException(caller + " " + id);
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
        throw new UnsupportedOperationException(caller + " " + id);
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
        throw new UnsupportedOperationException(caller + " " + id + discard);
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
        throw new UnsupportedOperationException(caller + " " + id);
    }
}
