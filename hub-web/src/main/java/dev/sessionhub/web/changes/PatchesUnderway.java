package dev.sessionhub.web.changes;

import dev.sessionhub.web.problem.Problem;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Patches on their way. Each holds a thread of the server for as long as its reader takes, so a user gets few at once. */
final class PatchesUnderway {

    static final int MOST_OF_USER = 4;

    private final Map<UUID, Integer> ofUsers = new ConcurrentHashMap<>();

    /** Sends one; refused before anything is sent. */
    void send(UUID user, Runnable patch) {
        if (ofUsers.merge(user, 1, Integer::sum) > MOST_OF_USER) {
            end(user);
            throw new ProblemException(new Problem(
                            ProblemCode.OVERLOADED,
                            "%d patches are on their way to you already; try again when one has come"
                                    .formatted(MOST_OF_USER))
                    .header(HttpHeaders.RETRY_AFTER, "2"));
        }
        try {
            patch.run();
        } finally {
            end(user);
        }
    }

    private void end(UUID user) {
        ofUsers.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
