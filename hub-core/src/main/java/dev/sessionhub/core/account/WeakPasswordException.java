package dev.sessionhub.core.account;

/** A new password that cannot be taken. The message says why, without the password. */
public final class WeakPasswordException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WeakPasswordException(String message) {
        super(message);
    }
}
