package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.Commands;
import dev.sessionhub.core.terminal.control.ControlClient;
import dev.sessionhub.core.terminal.control.Request;
import dev.sessionhub.core.terminal.pane.Size;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.spi.container.ExecProcess;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One session's tmux: one connection, any number of viewers. Safe for use by several threads. */
public final class Terminal implements AutoCloseable {

    /** How long tmux may take to answer. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LONGEST_PASTE = 1 << 20;

    private final TerminalLock lock = new TerminalLock();
    private final Opening opening = new Opening();
    private final Screens screens;
    private final ControlClient client;
    private final String name;

    Terminal(String name, ExecProcess process, TerminalListener listener, TerminalTimer timer) {
        this.name = name;
        this.screens = new Screens(lock, new TerminalEvents(name, listener), timer, opening);
        this.client = new ControlClient(name, process, screens);
        opening.connected(client);
    }

    /** Waits until tmux has answered. */
    Terminal awaitOpen() {
        try {
            var _ = await(opening.done());
            return this;
        } catch (TerminalException failure) {
            close();
            throw failure;
        }
    }

    /**
     * Lets somebody view a window. Returns at once; the sink gets a buffer first, then output. A window that does not exist
     * ends the viewer.
     *
     * @param options how
     * @param sink where the picture goes
     * @return the viewer, to be closed by the caller
     * @throws TerminalException if the terminal is closed
     */
    public Viewer attach(ViewerOptions options, ViewerSink sink) {
        return lock.get(() -> {
            if (screens.isClosed()) {
                throw new TerminalException("the terminal is closed");
            }
            Screen screen = screens.screen(options.window());
            Viewer viewer = new Viewer(this, screen, options, sink);
            screens.attach(viewer);
            viewer.start(name);
            return viewer;
        });
    }

    /**
     * The size of the agent's window.
     *
     * @return columns
     */
    public int columns() {
        return size().columns();
    }

    /**
     * The size of the agent's window.
     *
     * @return rows
     */
    public int rows() {
        return size().rows();
    }

    /**
     * How many look at any of its windows.
     *
     * @return zero or more
     */
    public int viewers() {
        return lock.get(() -> screens.viewers());
    }

    /**
     * The agent's screen as plain text, without blank lines at its end. Asks tmux; once the connection is gone, what was last
     * seen.
     *
     * @return lines separated by line feeds; untrusted text
     * @throws TerminalException if tmux does not answer in time
     */
    public String capture() {
        return await(lock.get(screens::capture));
    }

    /**
     * Types into the agent's program.
     *
     * @param data bytes as they are
     * @throws TerminalException if the session does not take input
     */
    public void type(byte[] data) {
        send(Commands.keys(agentPane(), data));
    }

    /**
     * Pastes into the agent's program as one block.
     *
     * @param text as in {@link Viewer#paste}
     * @throws TerminalException if the session does not take input
     */
    public void paste(String text) {
        paste(agentPane(), text);
    }

    /** Ends the connection and every viewer; tmux and the program go on. */
    @Override
    public void close() {
        close(TerminalEnd.disconnected("the hub let go of this terminal"));
    }

    /** As {@link #close()}, for a reason that viewers are told. */
    void close(TerminalEnd end) {
        lock.run(() -> {
            screens.close(end);
        });
        client.close();
    }

    boolean isOpen() {
        return lock.get(() -> !screens.isClosed());
    }

    /**
     * Closes the connection if tmux has not answered for long. A connection on which nothing happens looks the same whether
     * it is there or not: so a question is asked where nothing has come for a while.
     */
    void check(Duration longestQuiet, Duration longestSilence) {
        Duration silence = client.silence();
        if (silence.compareTo(longestSilence) > 0) {
            client.giveUp("tmux has not answered for %d seconds".formatted(silence.toSeconds()));
        } else if (silence.isZero() && client.quiet().compareTo(longestQuiet) > 0) {
            client.send(Request.unanswered(List.of(Commands.ANYBODY_THERE)));
        }
    }

    void typed(Viewer viewer, byte[] bytes) {
        drives(viewer);
        viewer.screen().pane().ifPresent(pane -> send(Commands.keys(pane, bytes)));
    }

    void pasted(Viewer viewer, String text) {
        drives(viewer);
        viewer.screen().pane().ifPresent(pane -> paste(pane, text));
    }

    void resized(Viewer viewer, Size size) {
        lock.run(() -> {
            viewer.want(size);
            viewer.screen().drive(viewer);
        });
    }

    void progressed(Viewer viewer) {
        lock.run(() -> {
            if (!viewer.followsOutput()) {
                viewer.screen().serve();
            }
        });
    }

    void detached(Viewer viewer) {
        lock.run(() -> {
            screens.detach(viewer);
        });
    }

    private void drives(Viewer viewer) {
        lock.run(() -> {
            viewer.screen().drive(viewer);
        });
    }

    private void paste(String pane, String text) {
        if (text.length() > LONGEST_PASTE) {
            throw new IllegalArgumentException(
                    "pasted text must have at most %d characters: %d".formatted(LONGEST_PASTE, text.length()));
        }
        String buffer = "hub-" + Long.toHexString(ThreadLocalRandom.current().nextLong());
        send(Commands.paste(pane, buffer, text));
    }

    private void send(List<String> commands) {
        if (!commands.isEmpty() && !client.sendAtOnce(Request.unanswered(commands))) {
            throw new TerminalException("the session does not take input");
        }
    }

    private Size size() {
        return lock.get(() -> screens.agent().size());
    }

    private String agentPane() {
        return lock.get(
                () -> screens.agent().pane().orElseThrow(() -> new TerminalException("the terminal is not open")));
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw failed(failure.getCause());
        } catch (TimeoutException late) {
            throw new TerminalException("tmux did not answer within %d seconds".formatted(PATIENCE.toSeconds()), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new TerminalException("interrupted while waiting for tmux", interrupted);
        }
    }

    private static TerminalException failed(@Nullable Throwable cause) {
        return cause instanceof TerminalException known ? known : new TerminalException("tmux failed: " + cause);
    }
}
