package dev.sessionhub.web.health;

import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.core.plugin.loading.BrokenPlugin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Plug-ins that are there and cannot be used, and a Git back end that no plug-in offers, each with its reason. */
@Readiness
@ApplicationScoped
public class PluginsCheck implements HealthCheck {

    private final Providers providers;

    @Inject
    public PluginsCheck(Providers providers) {
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        List<BrokenPlugin> broken = providers.brokenPlugins();
        ProviderStatus git = providers.gitBackendHealth();
        boolean usable = git.verdict() != ProviderStatus.Verdict.DOWN;
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("plugins").status(broken.isEmpty() && usable);
        broken.forEach(plugin -> response.withData(plugin.name(), plugin.reason()));
        if (!usable) {
            response.withData("hub.git.backend", git.summary());
        }
        return response.build();
    }
}
