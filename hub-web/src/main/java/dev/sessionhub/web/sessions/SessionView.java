package dev.sessionhub.web.sessions;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus;
import dev.sessionhub.core.agent.AgentUsage;
import dev.sessionhub.core.session.Session;
import dev.sessionhub.core.session.SessionSnapshot;
import dev.sessionhub.core.session.SessionState;
import dev.sessionhub.core.session.part.Ended;
import dev.sessionhub.core.workspace.ChangeCounts;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A session as clients see it. */
public record SessionView(
        UUID id,
        String name,
        String project,
        String provider,
        String branch,
        String base,
        String baseCommit,
        SessionState state,
        Optional<String> reason,
        AgentView agent,
        Optional<ProgressView> progress,
        Optional<UsageView> usage,
        Optional<ChangesView> changes,
        Instant createdAt,
        Optional<Instant> startedAt,
        Instant updatedAt,
        Optional<Instant> deletedAt,
        String owner,
        String workspace,
        LimitsView limits,
        String network,
        Optional<EndedView> ended) {

    /** How far it has come on its way to run. */
    public record ProgressView(String step, Optional<String> detail, Optional<Integer> percent) {

        static ProgressView of(Progress progress) {
            return new ProgressView(
                    progress.step(),
                    progress.detail(),
                    progress.percent().isPresent()
                            ? Optional.of(progress.percent().getAsInt())
                            : Optional.empty());
        }
    }

    /** What its environment uses: processors, bytes of memory. */
    public record UsageView(
            double cpus,
            long memory,
            Optional<Long> memoryLimit,
            Optional<Long> memoryPeak,
            long outOfMemoryKills,
            Optional<AgentUsageView> agent) {

        static Optional<UsageView> of(SessionSnapshot snapshot) {
            Optional<AgentUsageView> agent = snapshot.session().agent().usage().map(AgentUsageView::of);
            return snapshot.usage()
                    .map(use -> new UsageView(
                            use.cpus(),
                            use.memory(),
                            boxed(use.memoryLimit()),
                            boxed(use.memoryPeak()),
                            use.outOfMemoryKills(),
                            agent))
                    .or(() -> agent.map(_ -> new UsageView(0, 0, Optional.empty(), Optional.empty(), 0, agent)));
        }

        private static Optional<Long> boxed(OptionalLong value) {
            return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
        }
    }

    /** What the agent itself says it used. */
    public record AgentUsageView(long inputTokens, long outputTokens, Optional<BigDecimal> costUsd) {

        static AgentUsageView of(AgentUsage usage) {
            return new AgentUsageView(usage.inputTokens(), usage.outputTokens(), usage.costUsd());
        }
    }

    /** What the agent does. */
    public record AgentView(
            AgentStatus.Activity status,
            Optional<String> detail,
            Instant since,
            Instant checkedAt,
            Optional<String> kind) {

        static AgentView of(SessionSnapshot snapshot) {
            AgentStatus agent = snapshot.agent();
            return new AgentView(
                    agent.activity(),
                    agent.detail(),
                    agent.since(),
                    agent.checkedAt(),
                    snapshot.session().agent().kind().map(AgentKind::word));
        }
    }

    /** How much changed. */
    public record ChangesView(int files, long additions, long deletions, Instant checkedAt) {

        static ChangesView of(ChangeCounts counts) {
            return new ChangesView(counts.files(), counts.additions(), counts.deletions(), counts.checkedAt());
        }
    }

    /** Bounds: memory in bytes, processors. */
    public record LimitsView(Optional<Long> memory, Optional<Double> cpus) {

        static LimitsView of(ResourceLimits limits) {
            return new LimitsView(
                    limits.memoryBytes().isPresent()
                            ? Optional.of(limits.memoryBytes().getAsLong())
                            : Optional.empty(),
                    limits.cpus().isPresent() ? Optional.of(limits.cpus().getAsDouble()) : Optional.empty());
        }
    }

    /** How the agent ended. */
    public record EndedView(Optional<Integer> exitCode, Optional<Integer> signal, Ended.Cause cause) {

        static EndedView of(Ended ended) {
            return new EndedView(ended.exitCode(), ended.signal(), ended.cause());
        }
    }

    /** All that is known. */
    public static SessionView of(SessionSnapshot snapshot) {
        Session session = snapshot.session();
        return new SessionView(
                session.id(),
                session.name(),
                session.origin().project(),
                session.provider(),
                session.origin().branch().toString(),
                session.origin().base(),
                session.origin().baseCommit().toString(),
                session.state(),
                session.reason(),
                AgentView.of(snapshot),
                snapshot.progress().map(ProgressView::of),
                UsageView.of(snapshot),
                snapshot.changes().map(ChangesView::of),
                session.times().created(),
                session.times().started(),
                session.times().updated(),
                session.times().deleted(),
                session.owner(),
                session.workspace().toString(),
                LimitsView.of(session.limits()),
                session.network().name().toLowerCase(Locale.ROOT),
                session.ended().map(EndedView::of));
    }
}
