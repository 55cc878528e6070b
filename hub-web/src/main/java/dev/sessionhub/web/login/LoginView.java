package dev.sessionhub.web.login;

import dev.sessionhub.core.account.IssuedToken;
import dev.sessionhub.spi.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * The answer to a login.
 *
 * @param token the whole token, unless a page asked
 * @param page the page's half of it, if one asked; the other half is in the cookie only
 */
public record LoginView(Optional<String> token, Optional<String> page, Instant expiresAt, UserView user) {

    static LoginView whole(IssuedToken issued) {
        return new LoginView(
                Optional.of(issued.token().reveal()), Optional.empty(), issued.expiresAt(), UserView.of(issued.user()));
    }

    static LoginView half(IssuedToken issued, Secret page) {
        return new LoginView(
                Optional.empty(), Optional.of(page.reveal()), issued.expiresAt(), UserView.of(issued.user()));
    }

    @Override
    public String toString() {
        return "LoginView[" + user + "]";
    }
}
