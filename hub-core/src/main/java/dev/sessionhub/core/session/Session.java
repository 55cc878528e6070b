package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.Talk;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.session.part.AgentExit;
import dev.sessionhub.core.session.part.AgentOrder;
import dev.sessionhub.core.session.part.Bounds;
import dev.sessionhub.core.session.part.Ended;
import dev.sessionhub.core.session.part.Origin;
import dev.sessionhub.core.session.part.Times;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session: what a user wants, how far it has come, and how it went. */
@Entity
@Table(name = "session")
public class Session {

    @Id
    private UUID id;

    @Version
    private long version;

    private String name;

    @Embedded
    private Origin origin;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "owner_name")
    private String owner;

    private String provider;

    @Column(name = "container_id")
    private @Nullable String containerId;

    private String workspace;

    @Embedded
    private AgentOrder agent;

    /** Absent where the user asked for none. */
    @Embedded
    private @Nullable Bounds bounds;

    @Enumerated(EnumType.STRING)
    private NetworkPolicy network;

    @Enumerated(EnumType.STRING)
    private SessionState state;

    @Enumerated(EnumType.STRING)
    private SessionStep step;

    @Enumerated(EnumType.STRING)
    private Wish wanted;

    private @Nullable String reason;

    @Embedded
    private @Nullable AgentExit exit;

    private @Nullable String quarantine;

    @Embedded
    private Times times;

    /** For the persistence only. */
    protected Session() {}

    Session(UUID id, NewSession request, Project project, Caller owner, SessionPlan plan, Instant now) {
        this.id = id;
        this.name = plan.name();
        this.origin = new Origin(project, plan.branch(), plan.base(), plan.baseCommit());
        this.ownerId = owner.account();
        this.owner = owner.username();
        this.provider = plan.provider();
        this.workspace = plan.workspace().toString();
        this.agent = new AgentOrder(request.agent(), request.command(), request.prompt(), request.environment());
        this.bounds = request.limits().isDefault() ? null : new Bounds(request.limits());
        this.network = plan.network();
        this.state = SessionState.CREATING;
        this.step = SessionStep.MAKE;
        this.wanted = request.start() ? Wish.RUNNING : Wish.STOPPED;
        this.times = new Times(now);
    }

    // Wishes of users.

    /** Somebody wants it to run. What runs is only the hub's to start again, after it was lost. */
    void wantRunning(Optional<ResourceLimits> newLimits) {
        if (state == SessionState.RUNNING) {
            throw state.refusal("start", name);
        }
        state.require(SessionState.STARTING, "start", name);
        wanted = Wish.RUNNING;
        reason = null;
        exit = null;
        newLimits.ifPresent(limits -> bounds = new Bounds(limits));
        move(SessionState.STARTING, newLimits.isPresent() ? SessionStep.RESIZE : SessionStep.MAKE);
    }

    /** Somebody wants it to stop. */
    void wantStopped() {
        state.require(SessionState.STOPPING, "stop", name);
        if (step == SessionStep.RESTORE) {
            throw state.refusal("stop", name);
        }
        wanted = Wish.STOPPED;
        reason = null;
        move(SessionState.STOPPING, SessionStep.STOP);
    }

    /** Somebody wants it gone. */
    void wantDeleted() {
        requireDeletable();
        wanted = Wish.DELETED;
        reason = null;
        move(SessionState.DELETING, SessionStep.REMOVE);
    }

    void requireDeletable() {
        state.require(SessionState.DELETING, "delete", name);
    }

    /** Somebody wants it back. */
    void wantRestored() {
        if (state != SessionState.DELETED) {
            throw state.refusal("restore", name);
        }
        if (step == SessionStep.PURGE || step == SessionStep.PURGED) {
            throw goneForGood();
        }
        wanted = Wish.STOPPED;
        reason = null;
        move(SessionState.CREATING, SessionStep.RESTORE);
    }

    HubException goneForGood() {
        return new HubException(
                FailureCode.NOT_RESTORABLE, "the files of session \"%s\" are gone for good".formatted(name));
    }

    // Progress of the work.

    /** The hub comes back to a machine that was restarted. */
    void resume() {
        move(SessionState.STARTING, SessionStep.RESUME);
    }

    /** Its environment was restarted, runs, and has no agent. */
    void resumeInside() {
        move(SessionState.STARTING, SessionStep.AGENT);
    }

    /** Files and environment are there. */
    void environmentMade(ContainerHandle handle) {
        containerId = handle.id();
        if (wanted != Wish.RUNNING) {
            move(SessionState.STOPPED, SessionStep.NONE);
        } else if (state == SessionState.STARTING) {
            step = SessionStep.AGENT;
        } else {
            move(SessionState.STARTING, SessionStep.AGENT);
        }
    }

    /** The agent runs. */
    void running(AgentKind kind, boolean promptDelivered, Instant now) {
        AgentOrder started = agent.startedAs(kind);
        agent = promptDelivered ? started.conversationBegun(now) : started;
        times = times.startedAt(now);
        reason = null;
        move(SessionState.RUNNING, SessionStep.NONE);
    }

    /** The agent has ended by itself; its environment goes too. */
    void agentEnded(Ended ended, boolean failed, String why) {
        exit = new AgentExit(ended);
        reason = Reason.plain(why);
        wanted = Wish.STOPPED;
        move(SessionState.STOPPING, failed ? SessionStep.STOP_FAILED : SessionStep.STOP_ENDED);
    }

    /** The environment is stopped. */
    void stopped() {
        boolean failed = step == SessionStep.STOP_FAILED;
        if (step == SessionStep.STOP && exit == null) {
            exit = new AgentExit(Ended.Cause.STOPPED);
        }
        move(failed ? SessionState.FAILED : SessionState.STOPPED, SessionStep.NONE);
    }

    /** It cannot go on without a user. */
    void failed(String why) {
        reason = Reason.plain(why);
        wanted = Wish.STOPPED;
        move(SessionState.FAILED, SessionStep.NONE);
    }

    /** Its environment is gone without a word of how. */
    void environmentLost(String why) {
        containerId = null;
        exit = new AgentExit(Ended.Cause.LOST);
        failed(why);
    }

    /** It goes on, now or later by itself, and somebody has to know this. */
    void noted(Optional<String> why) {
        reason = why.map(Reason::plain).orElse(null);
    }

    /** The environment is gone. */
    void environmentRemoved() {
        containerId = null;
        step = SessionStep.QUARANTINE;
    }

    /** The files are in quarantine. */
    void deleted(Optional<String> quarantined, Instant now) {
        quarantine = quarantined.orElse(null);
        times = times.deletedAt(Optional.of(now));
        reason = null;
        move(SessionState.DELETED, SessionStep.NONE);
    }

    /** The files are back. */
    void restored() {
        quarantine = null;
        times = times.deletedAt(Optional.empty());
        move(SessionState.STOPPED, SessionStep.NONE);
    }

    /** The files could not be brought back; they are where they were. */
    void restoreFailed(String why) {
        wanted = Wish.DELETED;
        reason = Reason.plain(why);
        move(SessionState.DELETED, SessionStep.NONE);
    }

    /** The files are about to be removed for good, unless somebody wanted them back meanwhile. */
    void purging() {
        if (state == SessionState.DELETED && wanted == Wish.DELETED && step != SessionStep.PURGED) {
            step = SessionStep.PURGE;
        }
    }

    /** The files are removed for good. */
    void purged() {
        quarantine = null;
        step = SessionStep.PURGED;
    }

    /** The agent goes on with another conversation. */
    void conversation(UUID id) {
        agent = agent.inConversation(id);
    }

    /** The agent has said something of its conversation. */
    void talked(Talk talk, Instant now) {
        agent = agent.talked(talk, now);
    }

    void touch(Instant now) {
        times = times.updatedAt(now);
    }

    private void move(SessionState next, SessionStep nextStep) {
        if (!state.allows(next)) {
            throw new IllegalStateException("session " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
        step = nextStep;
    }

    // What it is.

    /** {@return its identity, which never changes} */
    public UUID id() {
        return id;
    }

    /** {@return its name, for people; need not be unique} */
    public String name() {
        return name;
    }

    /** {@return the account it belongs to} */
    public UUID ownerId() {
        return ownerId;
    }

    /** {@return the name of the account it belongs to} */
    public String owner() {
        return owner;
    }

    /** {@return what it was made from, and its branch} */
    public Origin origin() {
        return origin;
    }

    /** {@return the name of the provider's instance that makes its environment} */
    public String provider() {
        return provider;
    }

    /** {@return its environment, empty if it has none} */
    public Optional<ContainerHandle> container() {
        return Optional.ofNullable(containerId).map(container -> new ContainerHandle(provider, container));
    }

    /** {@return where its files are; of a deleted session where they were} */
    public Path workspace() {
        return Path.of(workspace);
    }

    /** {@return its files: all that Git has to know} */
    public Worktree worktree() {
        boolean up = state == SessionState.STARTING || state == SessionState.RUNNING || state == SessionState.STOPPING;
        return new Worktree(
                id,
                origin.repository(),
                workspace(),
                origin.branch(),
                origin.base(),
                origin.baseCommit(),
                up ? container() : Optional.empty());
    }

    /** {@return what is started in it} */
    public AgentOrder agent() {
        return agent;
    }

    /** {@return the user's bounds; empty ones are the provider's} */
    public ResourceLimits limits() {
        return bounds == null ? ResourceLimits.DEFAULTS : bounds.limits();
    }

    /** {@return what its environment can reach} */
    public NetworkPolicy network() {
        return network;
    }

    /** {@return what it is, on evidence} */
    public SessionState state() {
        return state;
    }

    SessionStep step() {
        return step;
    }

    Wish wanted() {
        return wanted;
    }

    /** {@return why it is what it is, in words a user can act on} */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** {@return how its agent ended; empty while it runs} */
    public Optional<Ended> ended() {
        return Optional.ofNullable(exit).map(AgentExit::ended);
    }

    /** {@return where the files of a deleted session are; empty if there is nothing to restore} */
    public Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    /** {@return when what happened to it} */
    public Times times() {
        return times;
    }
}
