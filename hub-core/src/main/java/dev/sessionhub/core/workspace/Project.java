package dev.sessionhub.core.workspace;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/** A repository that sessions are made from. */
@Entity
@Table(name = "project")
public class Project {

    @Id
    private UUID id;

    private String name;

    private String repository;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For the persistence only. */
    protected Project() {}

    Project(UUID id, String name, Path repository, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.repository = repository.toString();
        this.createdAt = createdAt;
    }

    /**
     * Its identity.
     *
     * @return never changes
     */
    public UUID id() {
        return id;
    }

    /**
     * Its name, unique in the hub.
     *
     * @return for people
     */
    public String name() {
        return name;
    }

    /**
     * Where the repository is.
     *
     * @return absolute
     */
    public Path repository() {
        return Path.of(repository);
    }

    /**
     * When it was added.
     *
     * @return by the hub's clock
     */
    public Instant createdAt() {
        return createdAt;
    }
}
