package dev.sessionhub.web.events;

import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.session.SessionFilter;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.security.Identity;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** {@code /api/events}. A stream waits on a virtual thread of its own and holds none of the server's. */
@Path("events")
@ApplicationScoped
public class EventsResource {

    private static final int MOST_STREAMS = 2_000;
    private static final int MOST_STREAMS_OF_USER = 500;

    private final Sessions sessions;
    private final SessionFeed feed;
    private final Tokens tokens;
    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();

    @Inject
    public EventsResource(Sessions sessions, SessionFeed feed, Tokens tokens) {
        this.sessions = sessions;
        this.feed = feed;
        this.tokens = tokens;
        tokens.onRevoked(dead -> streams.stream()
                .filter(stream -> dead.test(stream.credential()))
                .forEach(EventStream::end));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Suspended AsyncResponse response, @Context SecurityContext context) {
        Identity identity = Identity.of(context);
        refuseTooMany(identity);
        EventStream stream = new EventStream(
                identity, () -> tokens.find(identity.credential().token()).isPresent());
        StreamingOutput body = out -> run(stream, identity, out);
        HubThreads.start(
                "events of " + identity.getName(),
                () -> response.resume(Response.ok(body, "text/event-stream;charset=UTF-8")
                        .header("X-Accel-Buffering", "no")
                        .build()));
    }

    /** How many streams are open. */
    public int count() {
        return streams.size();
    }

    @PreDestroy
    void close() {
        streams.forEach(EventStream::end);
    }

    /** Listens first and takes the snapshot then: whatever happens between is told twice rather than never. */
    private void run(EventStream stream, Identity identity, OutputStream out) throws IOException {
        streams.add(stream);
        feed.listen(stream);
        try {
            stream.run(out, () -> snapshot(identity));
        } finally {
            feed.forget(stream);
            streams.remove(stream);
        }
    }

    private String snapshot(Identity identity) {
        SessionFilter visible = SessionFilter.visibleTo(identity.reading(), Optional.empty(), Optional.empty());
        return sessions.list(visible).stream()
                .map(found -> feed.update(found).json())
                .collect(Collectors.joining(",", "{\"sessions\":[", "]}"));
    }

    private void refuseTooMany(Identity identity) {
        long own = streams.stream()
                .filter(stream ->
                        stream.credential().user().id().equals(identity.user().id()))
                .count();
        if (streams.size() >= MOST_STREAMS || own >= MOST_STREAMS_OF_USER) {
            throw new ProblemException(ProblemCode.OVERLOADED, "too many event streams are open; close some");
        }
    }
}
