package dev.sessionhub.core.workspace;

import dev.sessionhub.spi.git.RemoteUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Projects in the database. */
@ApplicationScoped
@Transactional
public class ProjectStore {

    private final EntityManager entities;

    /**
     * Made by the container.
     *
     * @param entities the entity manager of the current transaction
     */
    @Inject
    public ProjectStore(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * All projects, the oldest first.
     *
     * @return detached
     */
    public List<Project> list() {
        return entities.createQuery("select p from Project p order by p.createdAt, p.name", Project.class)
                .getResultList();
    }

    /**
     * Adds a project.
     *
     * @param name unique
     * @param repository unique
     * @param remote where it was cloned from; unique
     * @return the new project
     * @throws jakarta.persistence.PersistenceException if there is one of that name or repository
     */
    public Project add(String name, Path repository, Optional<RemoteUrl> remote) {
        Project project = new Project(UUID.randomUUID(), name, repository, remote, Instant.now());
        entities.persist(project);
        entities.flush();
        return project;
    }
}
