package dev.sessionhub.web.login;

/** Body of a login. */
public record LoginRequest(String username, String password) {

    @Override
    public String toString() {
        return "LoginRequest[" + username + "]";
    }
}
