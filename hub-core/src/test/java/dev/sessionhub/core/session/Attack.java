package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Against;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** One session of a hostile agent, and everything the hub can do with it. */
final class Attack {

    private final TestHub hub;
    private final Caller user;
    private final UUID id;
    private final List<String> answers = new ArrayList<>();

    Attack(TestHub hub, Caller user, String name) {
        this.hub = hub;
        this.user = user;
        this.id =
                hub.lifecycle.create(user, TestHub.named(name, true)).session().id();
        hub.await(id, SessionState.RUNNING);
    }

    /** The agent's doing: a script of its own, with native git. How it ends is the agent's business. */
    String plant(String script) {
        try (ExecProcess process = hub.provider.exec(
                session().container().orElseThrow(), ExecSpec.of("sh", "-c", "exec 2>&1\n" + script))) {
            return new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    Session session() {
        return hub.store.find(id).orElseThrow();
    }

    /** Everything, from the first look to the end of the retention time; a refusal is an answer too. */
    List<String> everything() {
        look();
        act(() -> hub.lifecycle.stop(user, id), SessionState.STOPPED);
        look();
        act(() -> hub.lifecycle.start(user, id), SessionState.RUNNING);
        look();
        attempt("delete", () -> {
            hub.lifecycle.delete(user, id, false);
            return "nothing at risk";
        });
        if (session().state() != SessionState.DELETING && session().state() != SessionState.DELETED) {
            hub.lifecycle.delete(user, id, true);
        }
        hub.await(id, SessionState.DELETED);
        act(() -> hub.lifecycle.restore(user, id), SessionState.STOPPED);
        look();
        act(() -> hub.lifecycle.delete(user, id, true), SessionState.DELETED);
        return answers;
    }

    /** Removes what is kept of a deleted session. */
    static void purge(TestHub later) {
        later.reconciler.reconcile();
        later.awaitQuiet();
    }

    static Clock inAYear() {
        return Clock.offset(Clock.systemUTC(), Duration.ofDays(365));
    }

    private void act(Runnable wish, SessionState end) {
        wish.run();
        hub.await(id, end);
    }

    /** Only the taking of commits. */
    String take() {
        attempt("take", () -> {
            hub.workspaces.takeCommits(session().worktree());
            return "taken";
        });
        return answers.getLast();
    }

    private void look() {
        take();
        attempt("status", () -> hub.workspaces.status(session().worktree()).toString());
        attempt("changes", () -> hub.workspaces.changes(session().worktree()).files() + " files");
        for (Against against : Against.values()) {
            attempt(
                    "diff",
                    () -> hub.workspaces
                            .diff(session().worktree(), against, Optional.empty())
                            .toString());
            attempt("patch", () -> {
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                hub.workspaces.patch(session().worktree(), against, Optional.empty(), out);
                return out.toString(StandardCharsets.UTF_8);
            });
        }
        hub.reconciler.reconcile();
        hub.counting.count();
    }

    private void attempt(String what, Supplier<String> question) {
        try {
            answers.add(what + ": " + question.get());
        } catch (ProviderException refused) {
            assertThat(refused.code()).as(what + ": " + refused).isNotEqualTo(ProviderException.Code.INTERNAL);
            answers.add(what + " refused: " + refused.getMessage());
        } catch (HubException refused) {
            answers.add(what + " refused: " + refused.getMessage());
        }
    }
}
