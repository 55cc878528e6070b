package dev.sessionhub.core.session;

import dev.sessionhub.core.agent.AgentEvidence;
import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.agent.Talk;
import dev.sessionhub.core.terminal.TerminalListener;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears one terminal of one session, keeps what it heard, and wakes the session's worker. */
final class SessionWatch implements TerminalListener {

    static final Duration FRESH = Duration.ofSeconds(35);

    private final Session session;
    private final Sessions sessions;
    private final Runnable wake;
    private final Consumer<Talk> talked;
    private final AtomicReference<@Nullable TerminalEnd> end = new AtomicReference<>();
    private final AtomicReference<@Nullable String> lost = new AtomicReference<>();
    private final Executor dispatch;
    private volatile AgentStatus status;
    private volatile long evidenceNanos = System.nanoTime();
    private volatile boolean beats;
    private volatile boolean retired;
    private volatile Optional<Talk> talk = Optional.empty();

    SessionWatch(
            Session session,
            Sessions sessions,
            AgentStatus status,
            Runnable wake,
            Consumer<Talk> talked,
            Executor dispatch) {
        this.session = session;
        this.sessions = sessions;
        this.wake = wake;
        this.talked = talked;
        this.status = status;
        this.dispatch = dispatch;
    }

    @Override
    public void programEnded(TerminalEnd how) {
        if (!retired && end.compareAndSet(null, how)) {
            dispatch.execute(wake);
        }
    }

    @Override
    public void disconnected(String reason) {
        if (!retired && lost.compareAndSet(null, reason)) {
            dispatch.execute(() -> {
                saw(unknown("the connection to the terminal was lost"));
                wake.run();
            });
        }
    }

    @Override
    public void agentStateChanged(String value) {
        dispatch.execute(() -> heard(value));
    }

    private void heard(String value) {
        if (retired || end.get() != null) {
            return;
        }
        AgentEvidence evidence = AgentEvidence.parse(value);
        beats = value.startsWith("claude:");
        evidenceNanos = System.nanoTime();
        saw(status(evidence, Instant.now()));
        evidence.talk().filter(now -> !talk.equals(Optional.of(now))).ifPresent(this::follow);
    }

    @Override
    public void viewersChanged(int viewers) {
        // Who looks on changes nothing in the session.
    }

    /** Only what was written down counts as told. */
    private void follow(Talk now) {
        talked.accept(now);
        talk = Optional.of(now);
    }

    /** What is older than what was seen before cannot be since then. */
    private AgentStatus status(AgentEvidence evidence, Instant now) {
        if (evidence.activity() == Activity.UNKNOWN && beats) {
            return unknown(evidence.detail().orElse("nothing is known"));
        }
        Instant since = evidence.since()
                .filter(said -> said.isBefore(now))
                .filter(said -> session.times().created().isBefore(said))
                .orElse(now);
        return new AgentStatus(evidence.activity(), evidence.detail(), since, now);
    }

    /** Evidence that should have come and did not is no evidence; answers whether that is so. */
    boolean decays(Duration fresh) {
        boolean stale = System.nanoTime() - evidenceNanos > fresh.toNanos();
        boolean silent = beats && stale && !retired && lost.get() == null && end.get() == null;
        if (silent && status.activity() != Activity.UNKNOWN) {
            saw(unknown("nothing was heard from the agent's watcher"));
        }
        return silent;
    }

    Session session() {
        return session;
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

    static AgentStatus starting() {
        return new AgentStatus(Activity.STARTING, Optional.empty(), Instant.now());
    }

    static AgentStatus unreachable(String why) {
        return new AgentStatus(Activity.UNKNOWN, Optional.of(why), Instant.now());
    }

    private AgentStatus unknown(String why) {
        String last = status.activity() == Activity.UNKNOWN
                ? ""
                : "; last seen: %s at %s".formatted(status.activity().name().toLowerCase(Locale.ROOT), status.since());
        return new AgentStatus(Activity.UNKNOWN, Optional.of(why + last), Instant.now());
    }

    private void saw(AgentStatus next) {
        status = next.sameAs(status) ? status.checked(next.checkedAt()) : next;
        sessions.seen(session, status);
    }
}
