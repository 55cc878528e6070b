package dev.sessionhub.web.projects;

import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.ProjectSnapshot;
import dev.sessionhub.spi.git.RemoteUrl;
import java.util.Optional;
import java.util.UUID;

/** A project as clients see it. */
public record ProjectView(
        UUID id, String name, String repository, Optional<String> defaultBranch, Optional<String> problem) {

    static ProjectView of(ProjectSnapshot snapshot) {
        Project project = snapshot.project();
        return new ProjectView(
                project.id(),
                project.name(),
                project.remote()
                        .map(RemoteUrl::value)
                        .orElseGet(() -> project.repository().toString()),
                snapshot.defaultBranch(),
                snapshot.problem());
    }
}
