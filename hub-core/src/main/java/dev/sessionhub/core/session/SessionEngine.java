package dev.sessionhub.core.session;

import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.core.config.HubSettings;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.terminal.Terminals;
import dev.sessionhub.core.workspace.Isolation;
import dev.sessionhub.core.workspace.Quarantine;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.core.workspace.Worktrees;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.git.GitBackend;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** All that moves sessions, put together: a worker for each that has to move, and the connections to those that run. */
@ApplicationScoped
public class SessionEngine {

    private final SessionWorkers workers = new SessionWorkers();
    private final Dispatch dispatch = new Dispatch();
    private final SessionConnections connections;
    private final Environments environments;
    private final Preparations preparations;
    private final UsageWatch usage;
    private final SessionWork work;

    /**
     * Made by the container.
     *
     * @param sessions what is known
     * @param providers the instances of plug-ins
     * @param terminals the connections to tmux
     * @param settings says where things are
     */
    @Inject
    public SessionEngine(Sessions sessions, Providers providers, Terminals terminals, HubSettings settings) {
        this(
                sessions,
                terminals,
                new Plugs(providers::provider, providers::gitBackend),
                new Place(
                        settings.data(),
                        settings.worktrees(),
                        settings.sessions().terminalHistory(),
                        settings.agent()),
                Clock.systemUTC());
    }

    SessionEngine(Sessions sessions, Terminals terminals, Plugs plugs, Place place, Clock clock) {
        Isolation isolation = new Isolation(place.data(), plugs.git());
        this.environments = new Environments(plugs.providers(), place.data(), isolation, place.agent());
        this.connections = new SessionConnections(sessions, environments, terminals, workers::wake, dispatch);
        this.preparations = new Preparations(sessions, environments, dispatch);
        this.usage = new UsageWatch(sessions, environments);
        this.work = new SessionWork(
                sessions,
                environments,
                new Worktrees(place.worktrees(), plugs.git()),
                isolation,
                new Quarantine(place.data(), place.worktrees(), plugs.git()),
                connections,
                preparations,
                place.history(),
                clock);
        workers.take(work::advance);
    }

    /**
     * Where plug-ins are had from.
     *
     * @param providers by name
     * @param git the Git back end
     */
    record Plugs(Function<String, ContainerProvider> providers, Supplier<GitBackend> git) {}

    /**
     * Where sessions live.
     *
     * @param data the data directory
     * @param worktrees where their files are
     * @param history how many lines a terminal keeps
     * @param agent what agents are given
     */
    record Place(Path data, Path worktrees, int history, AgentSettings agent) {}

    /** To be called once, by a thread that has the application's context. */
    void begin() {
        dispatch.begin();
    }

    void wake(UUID id) {
        workers.wake(id);
        preparations.reconsider(id);
    }

    /** Brings the files of a running session to the hub, if they are elsewhere. */
    void carryBack(Session session) {
        environments.carryBack(session);
    }

    /** The session's files where their newest state can be looked at. */
    Worktree newest(Session session) {
        return environments.newest(session);
    }

    UsageWatch usage() {
        return usage;
    }

    /** Something that was away is back. */
    void hurry() {
        work.hurry();
    }

    boolean isIdle() {
        return workers.isIdle();
    }

    SessionConnections connections() {
        return connections;
    }

    /** The hub goes down; the sessions go on. */
    @PreDestroy
    void close() {
        connections.closeAll();
        dispatch.close();
    }
}
