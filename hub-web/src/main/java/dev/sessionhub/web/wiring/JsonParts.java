package dev.sessionhub.web.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;

/** Makes what writes JSON. */
@ApplicationScoped
public class JsonParts {

    @Produces
    @Singleton
    public Jsonb jsonb() {
        return JsonbBuilder.create();
    }
}
