package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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

    @Column(name = "project_id")
    private UUID projectId;

    @Column(name = "project_name")
    private String project;

    @Column(name = "owner_id")
    private UUID ownerId;

    @Column(name = "owner_name")
    private String owner;

    private String provider;

    @Column(name = "container_id")
    private @Nullable String containerId;

    private String repository;

    private String branch;

    @Column(name = "base_revision")
    private String base;

    @Column(name = "base_commit")
    private String baseCommit;

    private String workspace;

    @Column(name = "agent_kind")
    @Enumerated(EnumType.STRING)
    private @Nullable AgentKind agentKind;

    @Convert(converter = WordsConverter.class)
    private List<String> command;

    private @Nullable String prompt;

    @Column(name = "prompt_sent_at")
    private @Nullable Instant promptSentAt;

    @Column(name = "conversation_id")
    private UUID conversationId;

    @Convert(converter = VariablesConverter.class)
    private Map<String, String> environment;

    @Column(name = "memory_bytes")
    private @Nullable Long memoryBytes;

    private @Nullable Double cpus;

    @Enumerated(EnumType.STRING)
    private SessionState state;

    @Enumerated(EnumType.STRING)
    private SessionStep step;

    @Enumerated(EnumType.STRING)
    private Wish wanted;

    private @Nullable String reason;

    @Column(name = "exit_code")
    private @Nullable Integer exitCode;

    @Column(name = "exit_signal")
    private @Nullable Integer exitSignal;

    @Column(name = "end_cause")
    @Enumerated(EnumType.STRING)
    private Ended.@Nullable Cause endCause;

    private @Nullable String quarantine;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "started_at")
    private @Nullable Instant startedAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @Column(name = "deleted_at")
    private @Nullable Instant deletedAt;

    /** What the user wants in the end. */
    enum Wish {
        RUNNING,
        STOPPED,
        DELETED
    }

    /** For the persistence only. */
    protected Session() {}

    Session(UUID id, NewSession request, Project project, Caller owner, Plan plan, Instant now) {
        this.id = id;
        this.name = plan.name();
        this.projectId = project.id();
        this.project = project.name();
        this.ownerId = owner.account();
        this.owner = owner.username();
        this.provider = plan.provider();
        this.repository = project.repository().toString();
        this.branch = plan.branch().value();
        this.base = plan.base();
        this.baseCommit = plan.baseCommit().value();
        this.workspace = plan.workspace().toString();
        this.agentKind = request.agent().orElse(null);
        this.command = request.command();
        this.prompt = request.prompt().orElse(null);
        this.conversationId = UUID.randomUUID();
        this.environment = request.environment();
        this.memoryBytes = boxed(request.limits().memoryBytes());
        this.cpus = boxed(request.limits().cpus());
        this.state = SessionState.CREATING;
        this.step = SessionStep.MAKE;
        this.wanted = request.start() ? Wish.RUNNING : Wish.STOPPED;
        this.createdAt = now;
        this.updatedAt = now;
    }

    /**
     * What the hub settles before a session exists.
     *
     * @param name its name
     * @param provider the instance its environment is made by
     * @param branch its branch
     * @param base the revision it starts from, as the user named it
     * @param baseCommit the commit of that revision
     * @param workspace where its files will be
     */
    record Plan(String name, String provider, BranchName branch, String base, CommitId baseCommit, Path workspace) {}

    private static @Nullable Long boxed(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    // Wishes of users.

    /** Somebody wants it to run. What runs is only the hub's to start again, after it was lost. */
    void wantRunning() {
        if (state == SessionState.RUNNING) {
            throw illegal("start");
        }
        refuseUnless(SessionState.STARTING, "start");
        wanted = Wish.RUNNING;
        reason = null;
        exitCode = null;
        exitSignal = null;
        endCause = null;
        move(SessionState.STARTING, SessionStep.MAKE);
    }

    /** Somebody wants it to stop. */
    void wantStopped() {
        refuseUnless(SessionState.STOPPING, "stop");
        wanted = Wish.STOPPED;
        reason = null;
        move(SessionState.STOPPING, SessionStep.STOP);
    }

    /** Somebody wants it gone. */
    void wantDeleted() {
        refuseUnless(SessionState.DELETING, "delete");
        wanted = Wish.DELETED;
        reason = null;
        move(SessionState.DELETING, SessionStep.REMOVE);
    }

    void requireDeletable() {
        refuseUnless(SessionState.DELETING, "delete");
    }

    /** Somebody wants it back. */
    void wantRestored() {
        if (state != SessionState.DELETED) {
            throw illegal("restore");
        }
        if (quarantine == null || step == SessionStep.PURGE) {
            throw new HubException(
                    FailureCode.NOT_RESTORABLE, "the files of session \"%s\" are gone for good".formatted(name));
        }
        wanted = Wish.STOPPED;
        reason = null;
        move(SessionState.CREATING, SessionStep.RESTORE);
    }

    // Progress of the work.

    /** The hub comes back to a machine that was restarted. */
    void resume() {
        move(SessionState.STARTING, SessionStep.MAKE);
    }

    /** Files and environment are there. */
    void environmentMade(ContainerHandle handle) {
        containerId = handle.id();
        step = SessionStep.AGENT;
        if (wanted == Wish.RUNNING) {
            if (state != SessionState.STARTING) {
                move(SessionState.STARTING, SessionStep.AGENT);
            }
        } else {
            move(SessionState.STOPPED, SessionStep.NONE);
        }
    }

    /** The agent runs. */
    void running(AgentKind kind, boolean promptDelivered, Instant now) {
        agentKind = kind;
        startedAt = now;
        if (promptDelivered) {
            promptSentAt = now;
        }
        move(SessionState.RUNNING, SessionStep.NONE);
    }

    /** The agent has ended by itself; its environment goes too. */
    void agentEnded(Ended ended, boolean failed, String why) {
        exitCode = ended.exitCode().orElse(null);
        exitSignal = ended.signal().orElse(null);
        endCause = ended.cause();
        reason = Reason.plain(why);
        wanted = Wish.STOPPED;
        move(SessionState.STOPPING, failed ? SessionStep.STOP_FAILED : SessionStep.STOP_ENDED);
    }

    /** The environment is stopped. */
    void stopped() {
        boolean failed = step == SessionStep.STOP_FAILED;
        if (step == SessionStep.STOP && endCause == null) {
            endCause = Ended.Cause.STOPPED;
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
        endCause = Ended.Cause.LOST;
        failed(why);
    }

    /** The work goes on later by itself. */
    void delayed(String why) {
        reason = Reason.plain(why);
    }

    /** The environment is gone. */
    void environmentRemoved() {
        containerId = null;
        step = SessionStep.QUARANTINE;
    }

    /** The files are in quarantine. */
    void deleted(Optional<String> quarantined, Instant now) {
        quarantine = quarantined.orElse(null);
        deletedAt = now;
        reason = null;
        move(SessionState.DELETED, SessionStep.NONE);
    }

    /** The files are back. */
    void restored() {
        quarantine = null;
        deletedAt = null;
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
        if (state == SessionState.DELETED && wanted == Wish.DELETED && quarantine != null) {
            step = SessionStep.PURGE;
        }
    }

    /** The files are removed for good. */
    void purged() {
        quarantine = null;
        step = SessionStep.NONE;
    }

    /** The agent goes on with another conversation. */
    void conversation(UUID id) {
        conversationId = id;
    }

    void touch(Instant now) {
        updatedAt = now.isAfter(updatedAt) ? now : updatedAt;
    }

    private void move(SessionState next, SessionStep nextStep) {
        if (!state.allows(next)) {
            throw new IllegalStateException("session " + id + " is " + state + " and cannot become " + next);
        }
        state = next;
        step = nextStep;
    }

    private void refuseUnless(SessionState next, String verb) {
        if (!state.allows(next)) {
            throw illegal(verb);
        }
    }

    private HubException illegal(String verb) {
        return new HubException(
                FailureCode.ILLEGAL_TRANSITION, "cannot %s session \"%s\": it is %s".formatted(verb, name, state));
    }

    // What it is.

    /**
     * Its identity.
     *
     * @return never changes
     */
    public UUID id() {
        return id;
    }

    /**
     * How often it was changed.
     *
     * @return grows
     */
    public long version() {
        return version;
    }

    /**
     * Its name.
     *
     * @return for people; need not be unique
     */
    public String name() {
        return name;
    }

    /**
     * The project's identity.
     *
     * @return of the repository it was made from
     */
    public UUID projectId() {
        return projectId;
    }

    /**
     * The project's name.
     *
     * @return for people
     */
    public String project() {
        return project;
    }

    /**
     * Whose it is.
     *
     * @return an account's identity
     */
    public UUID ownerId() {
        return ownerId;
    }

    /**
     * Whose it is.
     *
     * @return an account's name
     */
    public String owner() {
        return owner;
    }

    /**
     * The instance its environment is made by.
     *
     * @return a provider's name
     */
    public String provider() {
        return provider;
    }

    /**
     * Its environment.
     *
     * @return empty if it has none
     */
    public Optional<ContainerHandle> container() {
        return Optional.ofNullable(containerId).map(container -> new ContainerHandle(provider, container));
    }

    /**
     * The repository it was made from.
     *
     * @return absolute
     */
    public Path repository() {
        return Path.of(repository);
    }

    /**
     * Its branch.
     *
     * @return also of a deleted session
     */
    public BranchName branch() {
        return new BranchName(branch);
    }

    /**
     * What it was made from.
     *
     * @return a revision as the user named it
     */
    public String base() {
        return base;
    }

    /**
     * The commit it was made from.
     *
     * @return of the base at that time
     */
    public CommitId baseCommit() {
        return new CommitId(baseCommit);
    }

    /**
     * Where its files are.
     *
     * @return absolute; of a deleted session where they were
     */
    public Path workspace() {
        return Path.of(workspace);
    }

    /**
     * Its files.
     *
     * @return all that Git has to know
     */
    public Worktree worktree() {
        return new Worktree(id, repository(), workspace(), branch(), base, baseCommit());
    }

    /**
     * The kind of its agent.
     *
     * @return empty until it was started for the first time, unless the user chose
     */
    public Optional<AgentKind> agentKind() {
        return Optional.ofNullable(agentKind);
    }

    /**
     * The user's own command.
     *
     * @return empty unless there is one
     */
    public List<String> command() {
        return List.copyOf(command);
    }

    /**
     * The first prompt.
     *
     * @return as the user wrote it
     */
    public Optional<String> prompt() {
        return Optional.ofNullable(prompt);
    }

    /**
     * When the first prompt was delivered.
     *
     * @return empty if it was not
     */
    public Optional<Instant> promptSentAt() {
        return Optional.ofNullable(promptSentAt);
    }

    /**
     * The agent's conversation.
     *
     * @return chosen by the hub, followed when the agent changes it
     */
    public UUID conversationId() {
        return conversationId;
    }

    /**
     * The user's variables.
     *
     * @return in addition to those of the hub
     */
    public Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /**
     * The user's bounds.
     *
     * @return empty bounds are the provider's
     */
    public ResourceLimits limits() {
        return new ResourceLimits(
                memoryBytes == null ? OptionalLong.empty() : OptionalLong.of(memoryBytes),
                cpus == null ? OptionalDouble.empty() : OptionalDouble.of(cpus),
                OptionalLong.empty());
    }

    /**
     * What it is.
     *
     * @return on evidence
     */
    public SessionState state() {
        return state;
    }

    SessionStep step() {
        return step;
    }

    Wish wanted() {
        return wanted;
    }

    /**
     * Why it is what it is.
     *
     * @return in words a user can act on
     */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /**
     * How its agent ended.
     *
     * @return empty while it runs
     */
    public Optional<Ended> ended() {
        return Optional.ofNullable(endCause)
                .map(cause -> new Ended(Optional.ofNullable(exitCode), Optional.ofNullable(exitSignal), cause));
    }

    /**
     * Where the files of a deleted session are.
     *
     * @return the name of a folder in quarantine; empty if there is nothing to restore
     */
    public Optional<String> quarantine() {
        return Optional.ofNullable(quarantine);
    }

    /**
     * When it was made.
     *
     * @return by the hub's clock
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * When its agent was last started.
     *
     * @return empty if never
     */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    /**
     * When it was last changed.
     *
     * @return never goes backwards
     */
    public Instant updatedAt() {
        return updatedAt;
    }

    /**
     * When it was deleted.
     *
     * @return empty unless it is
     */
    public Optional<Instant> deletedAt() {
        return Optional.ofNullable(deletedAt);
    }
}
