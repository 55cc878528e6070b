package dev.sessionhub.web.health;

import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.plugin.loading.BrokenPlugin;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Plug-ins that are there and cannot be used, each with its reason. */
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
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("plugins").status(broken.isEmpty());
        broken.forEach(plugin -> response.withData(plugin.name(), plugin.reason()));
        return response.build();
    }
}
