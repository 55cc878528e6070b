package dev.sessionhub.provider.local;

import java.io.IOException;
import java.nio.file.Path;

/** A file of an environment is there but cannot be understood. */
final class DamagedException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedException(Path file, Exception cause) {
        super(file + " is damaged: " + cause.getMessage() + "; remove the environment and make it again", cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
