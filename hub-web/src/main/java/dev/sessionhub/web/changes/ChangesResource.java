package dev.sessionhub.web.changes;

import dev.sessionhub.core.session.Session;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.core.workspace.Against;
import dev.sessionhub.core.workspace.Workspaces;
import dev.sessionhub.core.workspace.Worktree;
import dev.sessionhub.web.json.Query;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.security.Identity;
import dev.sessionhub.web.sessions.SessionPath;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.bind.Jsonb;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/sessions/{id}/git}. */
@Path("sessions/{id}/git")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class ChangesResource {

    private static final String PATCH = "text/x-diff;charset=UTF-8";

    /** How differences are written. */
    public enum Format {
        /** For programs. */
        JSON,
        /** For {@code git apply}. */
        PATCH
    }

    private final Sessions sessions;
    private final Workspaces workspaces;
    private final Jsonb jsonb;
    private final PatchesUnderway patches = new PatchesUnderway();

    @Inject
    public ChangesResource(Sessions sessions, Workspaces workspaces, Jsonb jsonb) {
        this.sessions = sessions;
        this.workspaces = workspaces;
        this.jsonb = jsonb;
    }

    @GET
    @Path("status")
    public StatusView status(@PathParam("id") String id, @Context SecurityContext context) {
        return StatusView.of(workspaces.status(worktree(id, context)));
    }

    @GET
    @Path("diff")
    @Produces({MediaType.APPLICATION_JSON, "text/x-diff"})
    public Response diff(
            @PathParam("id") String id,
            @QueryParam("against") @Nullable String against,
            @QueryParam("path") @Nullable String path,
            @QueryParam("format") @Nullable String format,
            @Context SecurityContext context,
            @Context Request request) {
        Against from = Query.constant("against", against, Against.class).orElse(Against.BASE);
        Optional<String> only = Query.text(path);
        Worktree worktree = worktree(id, context);
        UUID user = Identity.of(context).user().id();
        return switch (Query.constant("format", format, Format.class).orElse(Format.JSON)) {
            case JSON -> json(DiffView.of(workspaces.diff(worktree, from, only)), request);
            case PATCH -> patch(out -> patches.send(user, () -> workspaces.patch(worktree, from, only, out)));
        };
    }

    private Response json(DiffView view, Request request) {
        byte[] body = jsonb.toJson(view).getBytes(StandardCharsets.UTF_8);
        EntityTag tag = new EntityTag(Digest.of(body));
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null
                ? unchanged.tag(tag).build()
                : Response.ok(body, MediaType.APPLICATION_JSON).tag(tag).build();
    }

    private static Response patch(StreamingOutput body) {
        return Response.ok(body, PATCH).build();
    }

    private Worktree worktree(String id, SecurityContext context) {
        Session session = sessions.find(Identity.of(context).reading(), SessionPath.id(id))
                .session();
        if (session.state() == SessionState.DELETED) {
            throw new ProblemException(ProblemCode.SESSION_GONE, "the session is deleted; restore it first");
        }
        return session.worktree();
    }
}
