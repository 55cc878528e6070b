package dev.sessionhub.core.config;

import dev.sessionhub.core.plugin.PluginSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Makes the settings injectable. */
@ApplicationScoped
public class SettingsProducer {

    private final HubSettings settings = HubSettingsReader.read();

    /**
     * All of them.
     *
     * @return read once
     */
    @Produces
    public HubSettings settings() {
        return settings;
    }

    /**
     * Those of users' credentials.
     *
     * @return a part of {@link #settings()}
     */
    @Produces
    public AuthSettings auth() {
        return settings.auth();
    }

    /**
     * Those of the listener.
     *
     * @return a part of {@link #settings()}
     */
    @Produces
    public HttpSettings http() {
        return settings.http();
    }

    /**
     * Those of plug-ins.
     *
     * @return a part of {@link #settings()}
     */
    @Produces
    public PluginSettings plugins() {
        return settings.plugins();
    }
}
