package dev.sessionhub.core.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TicketsTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private final Tickets tickets = new Tickets(clock, nanos::get);

    @Test
    void a_ticket_is_good_for_one_attach() {
        Grant grant = grant();
        String ticket = tickets.issue(grant).value().reveal();
        assertThat(tickets.redeem(ticket)).contains(grant);
        assertThat(tickets.redeem(ticket)).isEmpty();
    }

    @Test
    void a_ticket_lasts_thirty_seconds_even_where_the_clock_wraps_around() {
        String first = tickets.issue(grant()).value().reveal();
        String second = tickets.issue(grant()).value().reveal();
        nanos.addAndGet(Duration.ofSeconds(30).toNanos());
        assertThat(tickets.redeem(first)).isPresent();
        nanos.addAndGet(1);
        assertThat(tickets.redeem(second)).isEmpty();
    }

    @Test
    void a_made_up_ticket_is_worth_nothing() {
        tickets.issue(grant());
        assertThat(tickets.redeem("")).isEmpty();
        assertThat(tickets.redeem("x".repeat(43))).isEmpty();
    }

    @Test
    void ten_thousand_open_tickets_are_kept_and_the_oldest_gives_way() {
        String oldest = tickets.issue(grant()).value().reveal();
        String next = tickets.issue(grant()).value().reveal();
        for (int i = 0; i < 9_999; i++) {
            tickets.issue(grant());
        }
        assertThat(tickets.redeem(oldest)).isEmpty();
        assertThat(tickets.redeem(next)).isPresent();
    }

    @Test
    void a_ticket_does_not_show_itself() {
        Ticket ticket = tickets.issue(grant());
        assertThat(ticket.toString()).doesNotContain(ticket.value().reveal());
    }

    private Grant grant() {
        User user = new User(UUID.randomUUID(), "ann", Role.USER);
        Credential credential = new Credential(new TokenId(new byte[32]), user, clock.instant());
        return new Grant(credential, UUID.randomUUID(), true, Optional.empty(), Optional.empty());
    }
}
