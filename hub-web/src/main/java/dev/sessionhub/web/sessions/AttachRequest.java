package dev.sessionhub.web.sessions;

import java.util.Optional;

/** Body of a request for a ticket. */
public record AttachRequest(Optional<Mode> mode, Optional<String> window) {

    /** What the viewer may do. */
    public enum Mode {
        /** Type. */
        WRITE,
        /** Only look. */
        READ
    }

    /** Checks the window's name. */
    public AttachRequest {
        if (window.isPresent() && !window.get().matches("@[0-9]{1,9}")) {
            throw new IllegalArgumentException("window must look like @2");
        }
    }

    boolean write() {
        return mode.orElse(Mode.WRITE) == Mode.WRITE;
    }
}
