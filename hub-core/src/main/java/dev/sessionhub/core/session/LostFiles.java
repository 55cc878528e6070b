package dev.sessionhub.core.session;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.List;
import java.util.Optional;

/** Tells users when a running session's directory is gone from the hub, and when it is back; it changes nothing else. */
final class LostFiles {

    private static final String GONE = "the directory of this session is gone from the hub, whatever its program still"
            + " does; put it back, or delete the session: what it committed is on its branch";

    private final Sessions sessions;

    LostFiles(Sessions sessions) {
        this.sessions = sessions;
    }

    void look(List<Session> all) {
        for (Session session : all) {
            if (session.state() == SessionState.RUNNING && isGone(session) != isSaid(session)) {
                say(session, isGone(session));
            }
        }
    }

    private void say(Session session, boolean gone) {
        Optional<String> why = gone ? Optional.of(GONE) : Optional.empty();
        String message = gone ? "its directory is gone" : "its directory is back";
        sessions.changeIfRunning(session, message, now -> now.noted(why));
    }

    private static boolean isSaid(Session session) {
        return session.reason().equals(Optional.of(GONE));
    }

    private static boolean isGone(Session session) {
        return !Files.isDirectory(session.workspace(), LinkOption.NOFOLLOW_LINKS);
    }
}
