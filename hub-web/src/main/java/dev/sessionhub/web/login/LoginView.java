package dev.sessionhub.web.login;

import dev.sessionhub.core.account.IssuedToken;
import java.time.Instant;

/** The answer to a login. */
public record LoginView(String token, Instant expiresAt, UserView user) {

    static LoginView of(IssuedToken issued) {
        return new LoginView(issued.token().reveal(), issued.expiresAt(), UserView.of(issued.user()));
    }

    @Override
    public String toString() {
        return "LoginView[" + user + "]";
    }
}
