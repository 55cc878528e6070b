package dev.sessionhub.core.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets stores take the container's entity manager as a constructor parameter. */
@ApplicationScoped
public class EntityManagerProducer {

    /** The container sets this field; there is no other way to ask for it. */
    @PersistenceContext(unitName = "hub")
    private @Nullable EntityManager manager;

    /**
     * The entity manager of the current transaction.
     *
     * @return safe for several threads: it passes calls on
     */
    @Produces
    public EntityManager manager() {
        return Objects.requireNonNull(manager);
    }
}
