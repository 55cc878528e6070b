package dev.sessionhub.core.config;

import dev.sessionhub.core.plugin.PluginSettings;
import java.nio.file.Path;

/**
 * Everything an administrator can set.
 *
 * @param data the data directory
 * @param repository the repository of the project that is always there
 * @param worktrees where the files of sessions are
 * @param agent what agents are given
 * @param auth how users prove who they are
 * @param http where the server listens
 * @param sessions how sessions are kept
 * @param plugins providers and Git back end
 */
public record HubSettings(
        Path data,
        Path repository,
        Path worktrees,
        AgentSettings agent,
        AuthSettings auth,
        HttpSettings http,
        SessionSettings sessions,
        PluginSettings plugins) {

    /** Makes the paths absolute. */
    public HubSettings {
        data = data.toAbsolutePath().normalize();
        repository = repository.toAbsolutePath().normalize();
        worktrees = worktrees.toAbsolutePath().normalize();
    }
}
