package dev.sessionhub.web.providers;

import dev.sessionhub.core.plugin.Providers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

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

    @GET
    public List<ProviderView> list() {
        return providers.descriptors().stream().map(ProviderView::of).toList();
    }
}
