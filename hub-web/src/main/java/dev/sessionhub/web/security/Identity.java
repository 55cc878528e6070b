package dev.sessionhub.web.security;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Role;
import dev.sessionhub.core.account.TokenId;
import dev.sessionhub.core.account.User;
import dev.sessionhub.core.session.Caller;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Optional;

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
        return caller(user().role() != Role.USER);
    }

    /** As one who changes something; refused for a viewer. */
    public Caller changing() {
        if (!user().mayCreate()) {
            throw new ProblemException(
                    ProblemCode.NOT_ALLOWED, "the role VIEWER may look at sessions and change nothing");
        }
        return caller(user().role() == Role.ADMIN);
    }

    private Caller caller(boolean everything) {
        return new Caller(user().id(), user().username(), everything);
    }

    @Override
    public String getName() {
        return user().username();
    }
}
