package dev.sessionhub.core.terminal.control;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A tmux client in control mode: sends requests, matches the answers, hands on what tmux announces. One thread reads and calls
 * the receiver; it must never wait for anybody else.
 */
public final class ControlClient implements ControlEvents, AutoCloseable {

    /** Hears what tmux says, from the one reading thread; of the end it may hear from another. */
    public interface Receiver {

        void output(int pane, byte[] data);

        void notice(String name, String text);

        /** The connection is gone; the last call. */
        void lost(String reason);
    }

    private static final Logger LOG = System.getLogger(ControlClient.class.getName());
    private static final int SMALLEST_READ = 16 * 1024;
    private static final int LARGEST_READ = 128 * 1024;
    private static final int SURELY_FITS = 4096;
    private static final int LONGEST_REASON = 300;
    private static final Duration TIME_TO_END = Duration.ofSeconds(1);

    private final ExecProcess process;
    private final Receiver receiver;
    private final CommandWriter writer;
    private final Queue<Request> pending = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean lost = new AtomicBoolean();
    private volatile long heardNanos = System.nanoTime();
    private @Nullable Request answering;
    private volatile String exitReason = "";

    public ControlClient(String name, ExecProcess process, Receiver receiver) {
        this.process = process;
        this.receiver = receiver;
        this.writer = new CommandWriter("terminal-input-" + name, process.stdin());
        TerminalThreads.reader("terminal-" + name, this::read);
    }

    /**
     * Sends it on the caller's thread if that cannot wait: tmux has answered everything, so the pipe is empty. Otherwise as
     * {@link #send}.
     */
    public boolean sendAtOnce(Request request) {
        String line = request.line();
        synchronized (pending) {
            if (closed.get() || !pending.isEmpty() || line.length() > SURELY_FITS || !writer.claim()) {
                return send(request);
            }
            pending.add(request);
        }
        writer.writeClaimed(line);
        return true;
    }

    /** Sends it now or never; its answer comes on the reading thread. */
    public boolean send(Request request) {
        synchronized (pending) {
            if (closed.get() || !writer.give(request.line())) {
                return false;
            }
            pending.add(request);
            return true;
        }
    }

    /** For how long the oldest request has been waiting for its answer. */
    public Duration silence() {
        synchronized (pending) {
            Request oldest = pending.peek();
            return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest.since());
        }
    }

    /** For how long nothing at all has come from tmux. */
    public Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            writer.close();
            process.close();
        }
    }

    @Override
    public void output(int pane, byte[] data) {
        receiver.output(pane, data);
    }

    @Override
    public void notice(String name, String text) {
        if (name.equals("%exit")) {
            exitReason = text.isBlank() ? exitReason : text;
        } else {
            receiver.notice(name, text);
        }
    }

    @Override
    public void replyBegan(boolean ours) {
        synchronized (pending) {
            answering = ours ? pending.peek() : null;
        }
        if (answering != null) {
            answering.replyBegan();
        }
    }

    @Override
    public void replyLine(byte[] data, int from, int to) {
        if (answering != null) {
            answering.replyLine(data, from, to);
        } else {
            exitReason = new String(data, from, Math.min(to - from, LONGEST_REASON), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void replyEnded(boolean ok) {
        if (answering != null && answering.replyEnded(ok)) {
            synchronized (pending) {
                pending.remove();
            }
        }
    }

    private void read() {
        String reason = "";
        try {
            readAll(process.stdout());
        } catch (IOException failure) {
            reason = String.valueOf(failure.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.log(Level.WARNING, "a session's tmux gave an answer that makes no sense", unexpected);
            reason = "tmux gave an answer that makes no sense";
        } finally {
            lose(reason);
        }
    }

    private void readAll(InputStream in) throws IOException {
        ControlParser parser = new ControlParser(this);
        byte[] buffer = new byte[SMALLEST_READ];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            heardNanos = System.nanoTime();
            parser.feed(buffer, count);
            buffer = fitting(buffer, count);
        }
    }

    /** A flood is read in large pieces; an idle session keeps a small buffer. */
    private static byte[] fitting(byte[] buffer, int count) {
        if (count == buffer.length && buffer.length < LARGEST_READ) {
            return new byte[LARGEST_READ];
        }
        return count < SMALLEST_READ / 4 && buffer.length > SMALLEST_READ ? new byte[SMALLEST_READ] : buffer;
    }

    /** Takes the connection for lost, for this reason. */
    public void giveUp(String reason) {
        TerminalThreads.virtual("terminal-end", () -> lose(reason));
    }

    private void lose(String failure) {
        if (!lost.compareAndSet(false, true)) {
            return;
        }
        String reason = reason(failure);
        close();
        receiver.lost(reason);
        List<Request> unanswered;
        synchronized (pending) {
            unanswered = List.copyOf(pending);
            pending.clear();
        }
        unanswered.forEach(request -> request.lost(reason));
    }

    private String reason(String failure) {
        if (closed.get()) {
            return "the hub closed the connection";
        }
        String said = exitReason.isBlank() ? errors() : exitReason;
        String why = said.isBlank() ? failure : said;
        return why.isBlank() ? "the connection to tmux ended" : "the connection to tmux ended: " + why;
    }

    private String errors() {
        try {
            if (process.waitFor(TIME_TO_END).isEmpty()) {
                return "";
            }
            InputStream errors = process.stderr();
            byte[] text = errors.readNBytes(Math.min(LONGEST_REASON, errors.available()));
            return new String(text, StandardCharsets.UTF_8).strip();
        } catch (IOException | ProviderException unreadable) {
            return "";
        }
    }
}
