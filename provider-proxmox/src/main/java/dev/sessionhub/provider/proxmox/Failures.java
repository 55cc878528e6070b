package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.util.regex.Pattern;

/** Turns what the cluster says into the contract's failures. */
final class Failures {

    private static final Pattern FULL =
            Pattern.compile("(?i)free space|no space left|out of space|quota exceeded|not enough space");

    private Failures() {}

    static ProviderException cancelled(String what) {
        Thread.currentThread().interrupt();
        return new ProviderException(Code.CANCELLED, what + " was interrupted");
    }

    static ProviderException notFound(String what) {
        return new ProviderException(Code.NOT_FOUND, what + " failed: it does not exist (any more)");
    }

    static ProviderException notRunning(String what) {
        return new ProviderException(Code.CONFLICT, what + " failed: it is not running; start it first");
    }

    static ProviderException of(String what, ApiFailure failure) {
        String text = failure.text();
        String words = what + " failed, Proxmox says: " + text;
        if (FULL.matcher(text).find()) {
            return new ProviderException(Code.LIMIT_EXCEEDED, words, failure);
        }
        Code code = switch (failure.status()) {
            case 400 -> Code.INVALID_REQUEST;
            case 401, 403 -> Code.UNAUTHORIZED;
            default -> failure.status() >= 500 && failure.isRefusal() ? Code.INTERNAL : Code.UNAVAILABLE;
        };
        return new ProviderException(code, words, failure);
    }

    /** Nothing that is held against the cluster, whose other nodes go on. */
    static ProviderException nodeAway(String what, Guest guest, ApiFailure failure) {
        String why = " failed: node " + guest.node() + " of guest " + guest.id() + " does not answer ("
                + (failure.status() == 0 ? "in time" : failure.status())
                + "); the session goes on when the node is back";
        return new ProviderException(Code.CONFLICT, what + why, failure);
    }

    /** A task that ended badly, with the end of its log. */
    static ProviderException task(String what, String exit, String log) {
        Code code = FULL.matcher(exit + log).find() ? Code.LIMIT_EXCEEDED : Code.UNAVAILABLE;
        return new ProviderException(
                code, what + " failed, the task ended with: " + exit + (log.isBlank() ? "" : " (log: " + log + ")"));
    }
}
