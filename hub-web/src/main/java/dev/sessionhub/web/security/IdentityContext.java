package dev.sessionhub.web.security;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/** What JAX-RS asks about a caller. */
record IdentityContext(Identity identity, boolean isSecure) implements SecurityContext {

    @Override
    public Principal getUserPrincipal() {
        return identity;
    }

    @Override
    public boolean isUserInRole(String role) {
        return identity.user().role().name().equals(role);
    }

    @Override
    public String getAuthenticationScheme() {
        return "Bearer";
    }
}
