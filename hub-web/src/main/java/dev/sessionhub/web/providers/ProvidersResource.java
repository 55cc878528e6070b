package dev.sessionhub.web.providers;

import dev.sessionhub.core.plugin.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.stream.Stream;

/** {@code /api/providers}. */
@Path("providers")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ProvidersResource {

    private final Providers providers;

    @Inject
    public ProvidersResource(Providers providers) {
        this.providers = providers;
    }

    /** {@return the configured providers, then the plug-ins that cannot be used, with the reasons} */
    @GET
    public List<ProviderView> list() {
        return Stream.concat(
                        providers.descriptors().stream().map(ProviderView::of),
                        providers.brokenPlugins().stream().map(ProviderView::of))
                .toList();
    }
}
