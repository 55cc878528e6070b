package dev.sessionhub.web.health;

import dev.sessionhub.core.plugin.ProviderDescriptor;
import dev.sessionhub.core.plugin.ProviderStatus;
import dev.sessionhub.core.plugin.Providers;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What was last seen of one provider; asks nobody. */
final class ProviderCheck implements HealthCheck {

    private final String name;
    private final Supplier<Providers> providers;

    ProviderCheck(String name, Supplier<Providers> providers) {
        this.name = name;
        this.providers = providers;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("provider-" + name);
        ProviderStatus status = providers.get().descriptors().stream()
                .filter(provider -> provider.name().equals(name))
                .map(ProviderDescriptor::health)
                .findFirst()
                .orElseThrow();
        status.checkedAt().ifPresent(at -> response.withData("checkedAt", at.toString()));
        return response.status(status.verdict() == ProviderStatus.Verdict.UP
                        || status.verdict() == ProviderStatus.Verdict.DEGRADED)
                .withData("verdict", status.verdict().name())
                .withData("summary", status.summary())
                .build();
    }
}
