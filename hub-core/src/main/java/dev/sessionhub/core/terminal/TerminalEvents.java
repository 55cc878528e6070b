package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.util.Optional;

/** Tells the listener what changed, in order, away from the lock and from the reading thread. */
final class TerminalEvents {

    private final TerminalListener listener;
    private final Mailbox mailbox;
    private Optional<TerminalEnd> told = Optional.empty();

    TerminalEvents(String name, TerminalListener listener) {
        this.listener = listener;
        this.mailbox = new Mailbox("terminal-events-" + name);
    }

    /** Tells an end once; answers whether it was new. */
    boolean ended(Optional<TerminalEnd> end) {
        boolean changed = !end.equals(told);
        told = end;
        if (changed) {
            end.ifPresent(now -> mailbox.put(() -> listener.programEnded(now)));
        }
        return changed;
    }

    void disconnected(String reason) {
        mailbox.put(() -> listener.disconnected(reason));
    }

    void agentState(String value) {
        mailbox.put(() -> listener.agentStateChanged(value));
    }

    void viewers(int count) {
        mailbox.put(() -> listener.viewersChanged(count));
    }
}
