package dev.sessionhub.web.health;

import dev.sessionhub.core.plugin.health.ProviderStatus;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/** What was last seen of one provider; asks nobody. */
final class ProviderCheck implements HealthCheck {

    private final String name;

    ProviderCheck(String name) {
        this.name = name;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("provider-" + name);
        ProviderStatus status = WatchedProviders.status(name);
        status.checkedAt().ifPresent(at -> response.withData("checkedAt", at.toString()));
        return response.status(status.verdict() == ProviderStatus.Verdict.UP
                        || status.verdict() == ProviderStatus.Verdict.DEGRADED)
                .withData("verdict", status.verdict().name())
                .withData("summary", status.summary())
                .build();
    }
}
