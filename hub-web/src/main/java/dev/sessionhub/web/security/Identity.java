package dev.sessionhub.web.security;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.TokenId;
import dev.sessionhub.core.account.User;
import dev.sessionhub.core.session.Caller;
import dev.sessionhub.core.session.Caller.Permission;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param credential what it was made with
 * @param cookie the cookie that was part of it, if one was
 */
public record Identity(Credential credential, Optional<TokenId> cookie) implements Principal {

    /** One who needed no cookie. */
    public Identity(Credential credential) {
        this(credential, Optional.empty());
    }

    /** Of a request that was authenticated. */
    public static Identity of(SecurityContext context) {
        if (context.getUserPrincipal() instanceof Identity identity) {
            return identity;
        }
        throw new ProblemException(ProblemCode.UNAUTHENTICATED, "log in first");
    }

    /** The user. */
    public User user() {
        return credential.user();
    }

    /** As one who looks: a viewer sees what an admin sees. */
    public Caller reading() {
        return new Caller(user().id(), user().username(), permissions());
    }

    /** As one who changes something; refused for a viewer. */
    public Caller changing() {
        if (!user().mayChangeSessions()) {
            throw new ProblemException(
                    ProblemCode.NOT_ALLOWED, "the role VIEWER may look at sessions and change nothing");
        }
        return reading();
    }

    private Set<Permission> permissions() {
        return switch (user().role()) {
            case ADMIN -> EnumSet.allOf(Permission.class);
            case VIEWER -> EnumSet.of(Permission.SEES_ALL);
            case USER -> EnumSet.noneOf(Permission.class);
        };
    }

    @Override
    public String getName() {
        return user().username();
    }
}
