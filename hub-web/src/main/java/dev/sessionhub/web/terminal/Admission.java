package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.account.Tickets;
import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Takes tickets in. */
@ApplicationScoped
public class Admission {

    private final Tickets tickets;
    private final Tokens tokens;

    @Inject
    public Admission(Tickets tickets, Tokens tokens) {
        this.tickets = tickets;
        this.tokens = tokens;
    }

    /**
     * What a ticket allows, as long as its user may still come in.
     *
     * @param cookie the token of the browser that shows it, if it is one
     * @throws ProblemException {@code BAD_TICKET}
     */
    Grant admit(String ticket, Optional<String> cookie) {
        Grant grant = tickets.redeem(ticket)
                .orElseThrow(() -> refused("the ticket is used, too old or not one of the hub's"));
        Credential credential = tokens.find(grant.credential().token())
                .orElseThrow(() -> refused("the login behind the ticket is over"));
        boolean stranger = cookie.flatMap(tokens::authenticate)
                .filter(other -> !other.user().id().equals(credential.user().id()))
                .isPresent();
        if (stranger) {
            throw refused("the ticket belongs to another user");
        }
        return new Grant(credential, grant.session(), grant.write(), grant.window());
    }

    /** Whether a credential is still good. */
    boolean valid(Credential credential) {
        return tokens.find(credential.token()).isPresent();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.BAD_TICKET, detail);
    }
}
