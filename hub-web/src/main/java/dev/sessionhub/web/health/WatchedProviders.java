package dev.sessionhub.web.health;

import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Hands the providers to their checks. A bean that an extension makes belongs to every archive of the application and can
 * look up nothing, hence the static reference.
 */
@ApplicationScoped
public class WatchedProviders {

    private static final AtomicReference<@Nullable Providers> WATCHED = new AtomicReference<>();
    private static final ProviderStatus UNKNOWN =
            new ProviderStatus(ProviderStatus.Verdict.UNKNOWN, "the hub is starting", Optional.empty());

    private final Providers providers;

    @Inject
    public WatchedProviders(Providers providers) {
        this.providers = providers;
    }

    void begin(@Observes Startup event) {
        WATCHED.set(providers);
    }

    static ProviderStatus status(String name) {
        Providers known = WATCHED.get();
        return known == null
                ? UNKNOWN
                : known.descriptors().stream()
                        .filter(provider -> provider.name().equals(name))
                        .map(provider -> provider.health())
                        .findFirst()
                        .orElse(UNKNOWN);
    }
}
