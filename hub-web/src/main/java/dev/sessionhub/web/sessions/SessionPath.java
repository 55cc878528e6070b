package dev.sessionhub.web.sessions;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import java.util.UUID;

/** The identity of a session as it stands in an address. */
public final class SessionPath {

    private SessionPath() {}

    /**
     * Reads it.
     *
     * @throws HubException {@code SESSION_NOT_FOUND} if no session could have it
     */
    public static UUID id(String text) {
        if (text.length() == 36) {
            try {
                return UUID.fromString(text);
            } catch (IllegalArgumentException _) {
                // Said below.
            }
        }
        throw new HubException(FailureCode.SESSION_NOT_FOUND, "there is no session of this id");
    }
}
