package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is told. */
final class WatchingListener implements TerminalListener {

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    @Override
    public void programEnded(TerminalEnd end) {
        told.add("ended " + end.reason());
    }

    @Override
    public void disconnected(String reason) {
        told.add("disconnected " + reason);
    }

    @Override
    public void agentStateChanged(String value) {
        told.add("state " + value);
    }

    @Override
    public void viewersChanged(int viewers) {
        told.add("viewers " + viewers);
    }

    /** Waits for something that begins so; what came before is skipped. */
    String await(String beginning) {
        try {
            for (String next = next(); ; next = next()) {
                if (next.startsWith(beginning)) {
                    return next;
                }
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private String next() throws InterruptedException {
        String next = told.poll(WatchingSink.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            throw new AssertionError("nothing was told in time");
        }
        return next;
    }
}
