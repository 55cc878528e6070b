package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.ControlClient;
import dev.sessionhub.core.terminal.control.Request;
import dev.sessionhub.core.terminal.pane.PaneFacts;
import dev.sessionhub.core.terminal.pane.Subscription;
import dev.sessionhub.core.terminal.picture.ReplyText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The first words with tmux: subscribe, and learn which window is the agent's. */
final class Opening {

    private static final String FIRST_WINDOW = "'=agent:^'";
    /** tmux would write into the dead pane's screen how it ended; the hub says that itself. */
    private static final String QUIET_END = "set-option -gq remain-on-exit-format ''";

    private final CompletableFuture<ControlClient> client = new CompletableFuture<>();
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();

    void connected(ControlClient now) {
        client.complete(now);
    }

    /** The connection. */
    ControlClient client() {
        return client.join();
    }

    /** Completes when the agent's screen is known. */
    CompletableFuture<Boolean> done() {
        return done;
    }

    void failed(String reason) {
        done.completeExceptionally(new TerminalException(reason));
    }

    /** tmux is ready for commands. */
    void begin(Screens screens) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        List<String> commands = new ArrayList<>(Subscription.commands());
        commands.add(QUIET_END);
        commands.add("display-message -p -t %s '#{window_id}'".formatted(FIRST_WINDOW));
        commands.add(PaneFacts.command(FIRST_WINDOW));
        screens.ask(commands, answer -> answered(screens, answer));
    }

    private void answered(Screens screens, Request.Answer answer) {
        if (answer.error().isPresent()) {
            failed(answer.error().get());
            return;
        }
        List<ReplyText> last = answer.replies()
                .subList(answer.replies().size() - 2, answer.replies().size());
        if (!PaneFacts.isThere(last.getLast().text())) {
            failed("tmux has no window for the agent");
            return;
        }
        screens.opened(last.getFirst().text(), PaneFacts.read(last.getLast().text()));
        done.complete(true);
    }
}
