package dev.sessionhub.web.sessions;

import dev.sessionhub.core.account.Ticket;
import java.time.Instant;

/** A ticket, and where to show it. */
public record TicketView(String ticket, String url, Instant expiresAt) {

    static TicketView of(Ticket ticket) {
        return new TicketView(ticket.value().reveal(), "/ws/sessions", ticket.expiresAt());
    }

    @Override
    public String toString() {
        return "TicketView[]";
    }
}
