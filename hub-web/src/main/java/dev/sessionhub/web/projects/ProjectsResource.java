package dev.sessionhub.web.projects;

import dev.sessionhub.core.account.Role;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.Projects;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;

/** {@code /api/projects}. */
@Path("projects")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ProjectsResource {

    private final Projects projects;

    @Inject
    public ProjectsResource(Projects projects) {
        this.projects = projects;
    }

    @GET
    public List<ProjectView> list() {
        return projects.list().stream().map(this::view).toList();
    }

    /** A project opens a directory of the hub's machine to every user, so only an admin may add one. */
    @POST
    public Response add(ProjectRequest body, @Context SecurityContext context) {
        requireAdmin(context);
        ProjectView added = view(projects.add(body.name(), body.repository()));
        return Response.created(UriBuilder.fromPath("/api/projects").build())
                .entity(added)
                .build();
    }

    /** How much of what was asked for has come. */
    @GET
    @Path("clones")
    public List<CloneView> clones(@Context SecurityContext context) {
        requireAdmin(context);
        return projects.clones().stream().map(CloneView::of).toList();
    }

    private static void requireAdmin(SecurityContext context) {
        if (Identity.of(context).user().role() != Role.ADMIN) {
            throw new ProblemException(ProblemCode.NOT_ALLOWED, "only an admin may add a project");
        }
    }

    private ProjectView view(Project project) {
        return ProjectView.of(projects.snapshot(project));
    }
}
