package dev.sessionhub.web.json;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** Has JAX-RS write JSON as everything else does. */
@Provider
@ApplicationScoped
public class JsonbResolver implements ContextResolver<Jsonb> {

    private final Jsonb jsonb;

    @Inject
    public JsonbResolver(Jsonb jsonb) {
        this.jsonb = jsonb;
    }

    @Override
    public Jsonb getContext(Class<?> type) {
        return jsonb;
    }
}
