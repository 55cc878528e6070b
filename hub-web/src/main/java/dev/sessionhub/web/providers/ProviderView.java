package dev.sessionhub.web.providers;

import dev.sessionhub.core.plugin.ProviderDescriptor;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.core.plugin.loading.BrokenPlugin;
import dev.sessionhub.spi.container.Capability;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A provider as clients see it. */
public record ProviderView(
        String name,
        String type,
        List<Capability> capabilities,
        HealthView health,
        boolean isDefault,
        boolean adminOnly) {

    /** How it was when last looked at. */
    public record HealthView(ProviderStatus.Verdict status, String summary, Optional<Instant> checkedAt) {}

    /** What cannot be used has no instance; it stands in the list so that its reason is seen. */
    static ProviderView of(BrokenPlugin plugin) {
        return new ProviderView(
                plugin.name(),
                "plug-in",
                List.of(),
                new HealthView(ProviderStatus.Verdict.DOWN, plugin.reason(), Optional.empty()),
                false,
                true);
    }

    static ProviderView of(ProviderDescriptor provider) {
        ProviderStatus health = provider.health();
        return new ProviderView(
                provider.name(),
                provider.type(),
                provider.capabilities().stream().sorted().toList(),
                new HealthView(health.verdict(), health.summary(), health.checkedAt()),
                provider.isDefault(),
                provider.isAdminOnly());
    }
}
