package dev.sessionhub.web.sessions;

import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.account.Tickets;
import dev.sessionhub.core.session.SessionSnapshot;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/sessions/{id}/attach}: a ticket for the WebSocket. */
@Path("sessions/{id}/attach")
@Produces(MediaType.APPLICATION_JSON)
@ApplicationScoped
public class AttachResource {

    private final Sessions sessions;
    private final Tickets tickets;

    @Inject
    public AttachResource(Sessions sessions, Tickets tickets) {
        this.sessions = sessions;
        this.tickets = tickets;
    }

    @POST
    public TicketView attach(@PathParam("id") String id, AttachRequest body, @Context SecurityContext context) {
        Identity identity = Identity.of(context);
        SessionSnapshot found = sessions.find(identity.reading(), SessionPath.id(id));
        if (found.session().state() == SessionState.DELETED) {
            throw new ProblemException(ProblemCode.SESSION_GONE, "the session is deleted; restore it first");
        }
        boolean viewer = !identity.user().mayChangeSessions();
        if (viewer && body.mode().isPresent() && body.write()) {
            throw new ProblemException(ProblemCode.NOT_ALLOWED, "the role VIEWER attaches with mode \"read\" only");
        }
        boolean write = body.write() && !viewer;
        Grant grant = new Grant(identity.credential(), found.session().id(), write, body.window(), identity.cookie());
        return TicketView.of(tickets.issue(grant));
    }
}
