package dev.sessionhub.core.workspace;

import dev.sessionhub.spi.git.RemoteUrl;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A repository that sessions are made from. */
@Entity
@Table(name = "project")
public class Project {

    @Id
    private UUID id;

    private String name;

    private String repository;

    private @Nullable String remote;

    @Column(name = "created_at")
    private Instant createdAt;

    /** For the persistence only. */
    protected Project() {}

    Project(UUID id, String name, Path repository, Optional<RemoteUrl> remote, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.repository = repository.toString();
        this.remote = remote.map(RemoteUrl::value).orElse(null);
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
     * Where it was cloned from.
     *
     * @return empty for a repository that lies on the hub's machine
     */
    public Optional<RemoteUrl> remote() {
        return Optional.ofNullable(remote).map(RemoteUrl::new);
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
