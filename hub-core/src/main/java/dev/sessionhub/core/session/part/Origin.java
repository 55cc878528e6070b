package dev.sessionhub.core.session.part;

import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.nio.file.Path;
import java.util.UUID;

/** What a session was made from, and its branch. */
@Embeddable
public class Origin {

    @Column(name = "project_id")
    private UUID projectId;

    @Column(name = "project_name")
    private String project;

    private String repository;

    private String branch;

    @Column(name = "base_revision")
    private String base;

    @Column(name = "base_commit")
    private String baseCommit;

    /** For the persistence only. */
    protected Origin() {}

    /**
     * Settled before the session exists.
     *
     * @param project the project
     * @param branch the session's own branch
     * @param base the revision it starts from, as the user named it
     * @param baseCommit the commit of that revision
     */
    public Origin(Project project, BranchName branch, String base, CommitId baseCommit) {
        this.projectId = project.id();
        this.project = project.name();
        this.repository = project.repository().toString();
        this.branch = branch.value();
        this.base = base;
        this.baseCommit = baseCommit.value();
    }

    /** {@return the project's identity} */
    public UUID projectId() {
        return projectId;
    }

    /** {@return the project's name, for people} */
    public String project() {
        return project;
    }

    /** {@return the repository's absolute path} */
    public Path repository() {
        return Path.of(repository);
    }

    /** {@return the session's own branch, also of a deleted session} */
    public BranchName branch() {
        return new BranchName(branch);
    }

    /** {@return the revision it was made from, as the user named it} */
    public String base() {
        return base;
    }

    /** {@return the commit of the base at that time} */
    public CommitId baseCommit() {
        return new CommitId(baseCommit);
    }
}
