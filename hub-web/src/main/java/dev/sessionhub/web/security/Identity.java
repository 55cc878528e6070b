package dev.sessionhub.web.security;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Role;
import dev.sessionhub.core.account.User;
import dev.sessionhub.core.session.Caller;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;

/**
 * Who makes a request.
 *
 * @param credential what it was made with
 */
public record Identity(Credential credential) implements Principal {

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
