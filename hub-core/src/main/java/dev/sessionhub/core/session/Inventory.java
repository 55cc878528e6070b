package dev.sessionhub.core.session;

import dev.sessionhub.core.workspace.Worktrees;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerProvider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What providers and disks hold, compared with what is recorded. It only looks. */
final class Inventory {

    private static final Logger LOG = System.getLogger(Inventory.class.getName());

    private final Supplier<Set<String>> names;
    private final Function<String, ContainerProvider> providers;
    private final Worktrees worktrees;
    private final Map<String, List<Container>> listed = new ConcurrentHashMap<>();
    private final Set<String> named = ConcurrentHashMap.newKeySet();

    Inventory(Supplier<Set<String>> names, Function<String, ContainerProvider> providers, Worktrees worktrees) {
        this.names = names;
        this.providers = providers;
        this.worktrees = worktrees;
    }

    /**
     * Running sessions that their provider does not list as running. A listing that failed says nothing, and neither
     * does an empty one.
     */
    List<Session> missing(List<Session> sessions) {
        List<Session> missing = new ArrayList<>();
        for (String name : names.get()) {
            List<Container> containers = list(name);
            if (containers.isEmpty()) {
                continue;
            }
            Set<UUID> running = containers.stream()
                    .filter(container -> container.state() == Container.State.RUNNING)
                    .map(Container::sessionId)
                    .collect(Collectors.toSet());
            sessions.stream()
                    .filter(session -> session.state() == SessionState.RUNNING
                            && session.provider().equals(name))
                    .filter(session -> !running.contains(session.id()))
                    .forEach(missing::add);
        }
        return missing;
    }

    /** Says once, in the log, what nobody knows. */
    void nameUnknown(List<Session> sessions) {
        Set<UUID> ids = sessions.stream().map(Session::id).collect(Collectors.toSet());
        listed.forEach((provider, containers) -> containers.stream()
                .filter(container -> !ids.contains(container.sessionId()))
                .forEach(container -> name(
                        "the environment %s belongs to no session; it is left alone".formatted(container.handle()))));
        Set<Path> known = sessions.stream().map(Session::workspace).collect(Collectors.toCollection(HashSet::new));
        worktrees.unknown(known).forEach(path -> name("%s belongs to no session; it is left alone".formatted(path)));
    }

    Set<String> named() {
        return Set.copyOf(named);
    }

    private List<Container> list(String name) {
        try {
            List<Container> containers = providers.apply(name).list();
            listed.put(name, containers);
            return containers;
        } catch (ProviderException failure) {
            LOG.log(Level.DEBUG, "provider " + name + " gave no list", failure);
            listed.remove(name);
            return List.of();
        }
    }

    private void name(String finding) {
        if (named.add(finding)) {
            LOG.log(Level.WARNING, finding);
        }
    }
}
