package dev.sessionhub.web.sessions;

import dev.sessionhub.core.session.Caller;
import dev.sessionhub.core.session.NewSession;
import dev.sessionhub.core.session.SessionFilter;
import dev.sessionhub.core.session.SessionLifecycle;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.web.json.Query;
import dev.sessionhub.web.metrics.Durations;
import dev.sessionhub.web.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/sessions}. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class SessionsResource {

    private final Sessions sessions;
    private final SessionLifecycle lifecycle;
    private final Durations durations;

    @Inject
    public SessionsResource(Sessions sessions, SessionLifecycle lifecycle, Durations durations) {
        this.sessions = sessions;
        this.lifecycle = lifecycle;
        this.durations = durations;
    }

    @GET
    public List<SessionView> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("project") @Nullable String project,
            @Context SecurityContext context) {
        SessionFilter filter = SessionFilter.visibleTo(
                Identity.of(context).reading(),
                Query.constant("state", state, SessionState.class),
                Query.text(project));
        return sessions.list(filter).stream().map(SessionView::of).toList();
    }

    @POST
    public Response create(CreateRequest body, @Context SecurityContext context) {
        Caller caller = Identity.of(context).changing();
        NewSession wanted = body.toNewSession();
        SessionView created = SessionView.of(durations.create(() -> lifecycle.create(caller, wanted)));
        return Response.created(UriBuilder.fromPath("/api/sessions/{id}").build(created.id()))
                .entity(created)
                .build();
    }
}
