package dev.sessionhub.web.login;

import java.util.Optional;

/**
 * Body of a login.
 *
 * @param page whether a page asks, which will show its half of the token with every request
 */
public record LoginRequest(String username, String password, Optional<Boolean> page) {

    @Override
    public String toString() {
        return "LoginRequest[" + username + "]";
    }
}
