package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.file.AccessDeniedException;

/** Turns what the file system and the kernel say into the contract's failures. */
final class Failures {

    private Failures() {}

    static ProviderException cancelled(String what) {
        Thread.currentThread().interrupt();
        return new ProviderException(Code.CANCELLED, what + " was interrupted");
    }

    static ProviderException of(String what, IOException failure) {
        if (Thread.currentThread().isInterrupted()) {
            return new ProviderException(Code.CANCELLED, what + " was interrupted", failure);
        }
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left") || text.contains("Disk quota")) {
            return new ProviderException(Code.LIMIT_EXCEEDED, what + " failed, the disk is full: " + text, failure);
        }
        if (failure instanceof DamagedException) {
            return new ProviderException(Code.CONFLICT, what + " failed: " + text, failure);
        }
        if (failure instanceof AccessDeniedException) {
            return new ProviderException(
                    Code.UNAUTHORIZED, what + " failed, the hub's user may not use " + text, failure);
        }
        return new ProviderException(Code.UNAVAILABLE, what + " failed: " + text, failure);
    }
}
