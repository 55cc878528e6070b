package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentEvidence;
import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.terminal.TerminalEnd;
import dev.sessionhub.core.terminal.TerminalListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears one terminal of one session, keeps what it heard, and wakes the session's worker. */
final class SessionWatch implements TerminalListener {

    private static final Duration FRESH = Duration.ofSeconds(35);

    private final Session session;
    private final Sessions sessions;
    private final Runnable wake;
    private final Consumer<UUID> conversationChanged;
    private final AtomicReference<@Nullable TerminalEnd> end = new AtomicReference<>();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
    private volatile AgentStatus status;
    private volatile long evidenceNanos = System.nanoTime();
    private volatile boolean beats;
    private volatile boolean retired;

    SessionWatch(Session session, Sessions sessions, Runnable wake, Consumer<UUID> conversationChanged) {
        this.session = session;
        this.sessions = sessions;
        this.wake = wake;
        this.conversationChanged = conversationChanged;
        this.status = new AgentStatus(Activity.STARTING, Optional.empty(), Instant.now());
    }

    @Override
    public void programEnded(TerminalEnd how) {
        if (!retired && end.compareAndSet(null, how)) {
            wake.run();
        }
    }

    @Override
    public void disconnected(String reason) {
        if (!retired && lost.compareAndSet(null, reason)) {
            saw(unknown("the connection to the terminal was lost"));
            wake.run();
        }
    }

    @Override
    public void agentStateChanged(String value) {
        if (retired || end.get() != null) {
            return;
        }
        AgentEvidence evidence = AgentEvidence.parse(value);
        beats = value.startsWith("claude:");
        evidenceNanos = System.nanoTime();
        saw(new AgentStatus(evidence.activity(), evidence.detail(), Instant.now()));
        evidence.conversation().ifPresent(conversationChanged);
    }

    @Override
    public void viewersChanged(int viewers) {
        // Who looks on changes nothing in the session.
    }

    /** Evidence that should have come and did not is no evidence. */
    void decay() {
        boolean stale = System.nanoTime() - evidenceNanos > FRESH.toNanos();
        if (beats && stale && status.activity() != Activity.UNKNOWN) {
            saw(unknown("nothing was heard from the agent's watcher"));
        }
    }

    Optional<TerminalEnd> end() {
        return Optional.ofNullable(end.get());
    }

    Optional<String> lost() {
        return Optional.ofNullable(lost.get());
    }

    boolean isWorking() {
        return status.activity() != Activity.IDLE;
    }

    void retire() {
        retired = true;
    }

    static AgentStatus unreachable(String why) {
        return new AgentStatus(Activity.UNKNOWN, Optional.of("not connected: " + why), Instant.now());
    }

    private AgentStatus unknown(String why) {
        String last = status.activity() == Activity.UNKNOWN
                ? ""
                : "; last seen: %s at %s".formatted(status.activity().name().toLowerCase(Locale.ROOT), status.since());
        return new AgentStatus(Activity.UNKNOWN, Optional.of(why + last), Instant.now());
    }

    private void saw(AgentStatus next) {
        if (!next.sameAs(status)) {
            status = next;
        }
        sessions.seen(session, status);
    }
}
