package dev.sessionhub.web.sessions;

import dev.sessionhub.core.session.SessionLifecycle;
import dev.sessionhub.core.session.SessionSnapshot;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.web.json.Query;
import dev.sessionhub.web.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/sessions/{id}} and what can be done with it. */
@Path("sessions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SessionResource {

    private final Sessions sessions;
    private final SessionLifecycle lifecycle;

    @Inject
    public SessionResource(Sessions sessions, SessionLifecycle lifecycle) {
        this.sessions = sessions;
        this.lifecycle = lifecycle;
    }

    @GET
    public SessionView get(@PathParam("id") String id, @Context SecurityContext context) {
        return SessionView.of(sessions.find(Identity.of(context).reading(), SessionPath.id(id)));
    }

    @POST
    public Response start(@PathParam("id") String id, StartRequest body, @Context SecurityContext context) {
        return accepted(
                lifecycle.start(Identity.of(context).changing(), SessionPath.id(id), body.toLimits(), body.forgets()));
    }

    @POST
    @Path("stop")
    public Response stop(@PathParam("id") String id, @Context SecurityContext context) {
        return accepted(lifecycle.stop(Identity.of(context).changing(), SessionPath.id(id)));
    }

    @DELETE
    public Response delete(
            @PathParam("id") String id,
            @QueryParam("discard") @Nullable String discard,
            @Context SecurityContext context) {
        return accepted(
                lifecycle.delete(Identity.of(context).changing(), SessionPath.id(id), Query.truth("discard", discard)));
    }

    @POST
    @Path("restore")
    public Response restore(@PathParam("id") String id, @Context SecurityContext context) {
        return accepted(lifecycle.restore(Identity.of(context).changing(), SessionPath.id(id)));
    }

    @GET
    @Path("events")
    public List<EventView> history(
            @PathParam("id") String id, @QueryParam("since") @Nullable String since, @Context SecurityContext context) {
        return sessions
                .history(Identity.of(context).reading(), SessionPath.id(id), Query.number("since", since))
                .stream()
                .map(EventView::of)
                .toList();
    }

    private static Response accepted(SessionSnapshot snapshot) {
        return Response.accepted(SessionView.of(snapshot)).build();
    }
}
