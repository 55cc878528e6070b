package dev.sessionhub.architecture.plantedone;

import jakarta.persistence.EntityManager;

final class UsesPersistence {

    Object use(EntityManager entities) {
        return entities.getReference(String.class, 1);
    }
}
