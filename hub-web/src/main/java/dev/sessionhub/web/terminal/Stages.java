package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.session.SessionSnapshot;
import dev.sessionhub.core.session.Sessions;
import dev.sessionhub.core.terminal.Terminal;
import dev.sessionhub.core.terminal.Terminals;
import dev.sessionhub.web.events.SessionFeed;
import dev.sessionhub.web.events.SessionUpdate;
import dev.sessionhub.web.metrics.Durations;
import dev.sessionhub.web.security.Identity;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** What a connection needs to know about sessions. */
@ApplicationScoped
public class Stages {

    private final Sessions sessions;
    private final Terminals terminals;
    private final SessionFeed feed;
    private final Durations durations;

    @Inject
    public Stages(Sessions sessions, Terminals terminals, SessionFeed feed, Durations durations) {
        this.sessions = sessions;
        this.terminals = terminals;
        this.feed = feed;
        this.durations = durations;
    }

    Stage make(Grant grant, ClientFrame.Attach attach, Peer peer, Outbox outbox) {
        return new Stage(this, grant, attach, peer, outbox);
    }

    void timed(Runnable attach) {
        durations.attach(attach);
    }

    SessionUpdate look(Grant grant) {
        SessionSnapshot found = sessions.find(new Identity(grant.credential()).reading(), grant.session());
        return feed.update(found);
    }

    Optional<String> lastScreen(Grant grant) {
        return sessions.lastScreen(new Identity(grant.credential()).reading(), grant.session());
    }

    Optional<Terminal> terminal(Grant grant) {
        return terminals.find(grant.session());
    }

    String agent(SessionUpdate update) {
        return feed.json(update.view().agent());
    }
}
