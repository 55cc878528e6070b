package dev.sessionhub.web.login;

/** Body of a change of one's own password. */
public record PasswordRequest(String currentPassword, String newPassword) {

    @Override
    public String toString() {
        return "PasswordRequest[]";
    }
}
