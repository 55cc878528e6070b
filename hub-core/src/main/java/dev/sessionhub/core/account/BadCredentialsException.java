package dev.sessionhub.core.account;

/** Name and password do not belong together; says nothing about which of the two is wrong. */
public final class BadCredentialsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadCredentialsException() {
        super("user name or password is wrong");
    }
}
