package dev.sessionhub.core.workspace;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** Says in a user's words why files could not be made or moved. */
final class FileTrouble {

    private FileTrouble() {}

    static HubException of(String what, IOException failure) {
        String system = failure instanceof FileSystemException named && named.getReason() != null
                ? named.getReason()
                : String.valueOf(failure.getMessage());
        if (system.toLowerCase(Locale.ROOT).contains("no space left")) {
            return new HubException(
                    FailureCode.LIMIT_EXCEEDED, what + ": the disk is full; free some space and try again", failure);
        }
        String why = failure instanceof AccessDeniedException ? "the hub's user may not write there" : system;
        return new HubException(FailureCode.WORKSPACE_UNAVAILABLE, what + ": " + why, failure);
    }
}
