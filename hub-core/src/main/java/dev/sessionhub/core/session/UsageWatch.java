package dev.sessionhub.core.session;

import dev.sessionhub.spi.ProviderException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Measures what the environments of running sessions use. */
final class UsageWatch {

    private static final Logger LOG = System.getLogger(UsageWatch.class.getName());

    private final Sessions sessions;
    private final Environments environments;
    private volatile List<Session> known = List.of();

    UsageWatch(Sessions sessions, Environments environments) {
        this.sessions = sessions;
        this.environments = environments;
    }

    void know(List<Session> all) {
        known = all;
    }

    /** One round; a provider that does not answer is left alone until the next one. */
    void measure() {
        Set<String> silent = new HashSet<>();
        for (Session session : known) {
            if (session.state() == SessionState.RUNNING && !silent.contains(session.provider())) {
                measure(session, silent);
            }
        }
    }

    private void measure(Session session, Set<String> silent) {
        try {
            environments.usage(session).ifPresent(usage -> sessions.measured(session, usage));
        } catch (ProviderException failure) {
            LOG.log(Level.DEBUG, "session " + session.id() + " was not measured", failure);
            if (failure.code() == ProviderException.Code.UNAVAILABLE
                    || failure.code() == ProviderException.Code.TIMEOUT) {
                silent.add(session.provider());
            }
        }
    }
}
