package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.account.Tickets;
import dev.sessionhub.core.account.TokenId;
import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

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
     * @param cookies what the browser that shows it adds, if it is one
     * @throws ProblemException {@code BAD_TICKET}
     */
    Grant admit(String ticket, List<String> cookies) {
        Grant grant = tickets.redeem(ticket)
                .orElseThrow(() -> refused("the ticket is used, too old or not one of the hub's"));
        Credential credential = tokens.find(grant.credential().token())
                .orElseThrow(() -> refused("the login behind the ticket is over"));
        if (grant.cookie().isPresent() ? !shown(grant.cookie().get(), cookies) : stranger(credential, cookies)) {
            throw refused("the ticket belongs to another browser");
        }
        return new Grant(credential, grant.session(), grant.write(), grant.window(), grant.cookie());
    }

    private boolean shown(TokenId wanted, List<String> cookies) {
        return cookies.stream().map(tokens::name).anyMatch(wanted::equals);
    }

    /** A ticket that was asked for without a cookie: the browser that shows it must not be somebody else's. */
    private boolean stranger(Credential owner, List<String> cookies) {
        return cookies.stream()
                .flatMap(cookie -> tokens.authenticate(cookie).stream())
                .anyMatch(other -> !other.user().id().equals(owner.user().id()));
    }

    /** Whether a credential is still good. */
    boolean valid(Credential credential) {
        return tokens.find(credential.token()).isPresent();
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemCode.BAD_TICKET, detail);
    }
}
