package dev.sessionhub.core.plugin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the plug-ins with the application and closes them with it. */
@ApplicationScoped
public class ProvidersProducer {

    /**
     * Opens them.
     *
     * @param settings what is configured
     * @return the instances
     */
    @Produces
    @Singleton
    public Providers open(PluginSettings settings) {
        return Providers.open(settings);
    }

    /**
     * Closes them.
     *
     * @param providers the instances
     */
    public void close(@Disposes Providers providers) {
        providers.close();
    }
}
