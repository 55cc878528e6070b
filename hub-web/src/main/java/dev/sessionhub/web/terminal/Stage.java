package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.terminal.Terminal;
import dev.sessionhub.core.terminal.Viewer;
import dev.sessionhub.core.terminal.ViewerMode;
import dev.sessionhub.core.terminal.ViewerOptions;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import dev.sessionhub.web.events.SessionUpdate;
import dev.sessionhub.web.problem.Problem;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client that was let in, in front of a session: it waits until the session has a terminal, watches it, and is told how it
 * ended. A session that does not run shows its last screen.
 */
final class Stage {

    private static final long TERMINAL_LIMIT = Duration.ofSeconds(15).toNanos();
    private static final int DONE = 1000;

    private final Stages stages;
    private final Grant grant;
    private final Peer peer;
    private final Outbox outbox;
    private final boolean binary;
    private final Picture picture;
    private final AskedSize size;
    private final AtomicInteger wakings = new AtomicInteger();
    private volatile @Nullable Viewer viewer;
    private volatile boolean left;
    private volatile boolean announced;
    private volatile boolean ended;
    private volatile long missingSince;

    Stage(Stages stages, Grant grant, ClientFrame.Attach attach, Peer peer, Outbox outbox) {
        this.stages = stages;
        this.grant = grant;
        this.peer = peer;
        this.outbox = outbox;
        this.binary = attach.encoding().orElse(ClientFrame.Encoding.TEXT) == ClientFrame.Encoding.BINARY;
        this.picture = binary ? new BinaryPicture(peer, this::programEnded) : new TextPicture(peer, this::programEnded);
        this.size = new AskedSize(attach.columns(), attach.rows());
    }

    Grant grant() {
        return grant;
    }

    boolean binary() {
        return binary;
    }

    /** Shows what there is now, on the thread of the caller; later changes wake it on a thread of their own. */
    void enter() {
        stages.timed(this::wake);
    }

    void leave() {
        left = true;
        picture.giveUp();
        Viewer now = viewer;
        if (now != null) {
            now.close();
        }
    }

    void changed(SessionUpdate update) {
        if (announced && !ended) {
            outbox.send(ServerFrames.state(update.view().state().name(), stages.agent(update)));
        }
        if (viewer == null) {
            HubThreads.start("wake of a viewer", this::wake);
        }
    }

    /** A session that runs gets its terminal soon after; there is no event for that. */
    void watch() {
        if (viewer == null && missingSince != 0 && !ended && !left) {
            HubThreads.start("wake of a viewer", this::wake);
        }
    }

    void input(byte[] bytes) {
        writing().input(bytes);
    }

    void paste(String text) {
        writing().paste(text);
    }

    void resize(int width, int height) {
        size.ask(width, height);
    }

    void acknowledge(long bytes) {
        Viewer now = viewer;
        if (now != null) {
            now.acknowledge(picture.processed(bytes));
        }
    }

    private Viewer writing() {
        if (!grant.write()) {
            throw new ProblemException(ProblemCode.READ_ONLY, "this viewer only reads");
        }
        Viewer now = viewer;
        if (now == null) {
            throw new ProblemException(ProblemCode.STARTING, "the session does not take input yet");
        }
        return now;
    }

    /** One thread at a time, and once more for whoever came meanwhile. */
    private void wake() {
        if (wakings.getAndIncrement() > 0) {
            return;
        }
        int handled;
        do {
            handled = wakings.get();
            advance();
        } while (wakings.addAndGet(-handled) > 0);
    }

    private void advance() {
        if (left || ended || viewer != null) {
            return;
        }
        try {
            SessionUpdate now = stages.look(grant);
            switch (now.view().state()) {
                case RUNNING -> view(now);
                case CREATING, STARTING -> announce(now);
                case STOPPING, STOPPED, FAILED -> showEnd(now);
                case DELETING, DELETED -> programEnded(TerminalEnd.deleted());
            }
        } catch (RuntimeException e) {
            fail(Problems.of(e));
        }
    }

    private void view(SessionUpdate now) {
        Optional<Terminal> terminal = stages.terminal(grant);
        if (terminal.isEmpty()) {
            announce(now);
            awaitTerminal();
            return;
        }
        ViewerMode mode = grant.write() ? ViewerMode.WRITE : ViewerMode.READ;
        AskedSize.Size given = size.now();
        Viewer made =
                terminal.get().attach(new ViewerOptions(mode, given.columns(), given.rows(), grant.window()), picture);
        viewer = made;
        size.tell(given, made::resize);
        announce(now, Optional.of(made.window()), terminal.get());
        picture.open();
        if (left) {
            made.close();
        }
    }

    private void awaitTerminal() {
        long now = System.nanoTime();
        if (missingSince == 0) {
            missingSince = now == 0 ? 1 : now;
        } else if (now - missingSince > TERMINAL_LIMIT) {
            fail(new Problem(ProblemCode.TERMINAL_UNAVAILABLE, "the session runs, but its terminal does not answer"));
        }
    }

    private void announce(SessionUpdate now) {
        AskedSize.Size asked = size.now();
        announce(ServerFrames.attached(now.json(), grant.window(), asked.columns(), asked.rows(), mode(), 0));
    }

    private void announce(SessionUpdate now, Optional<String> window, Terminal terminal) {
        announce(ServerFrames.attached(
                now.json(), window, terminal.columns(), terminal.rows(), mode(), terminal.viewers()));
    }

    /** Sent by this thread and not through the outbox: the picture must come after it. */
    private void announce(String attached) {
        if (announced) {
            return;
        }
        try {
            peer.picture(attached);
            announced = true;
        } catch (IOException _) {
            left = true;
        }
    }

    private String mode() {
        return grant.write() ? "write" : "read";
    }

    private void showEnd(SessionUpdate now) {
        announce(now);
        ended = true;
        picture.open();
        stages.lastScreen(grant).ifPresent(this::draw);
        Optional<Integer> exitCode = now.view().ended().flatMap(end -> end.exitCode());
        String reason = now.view().reason().orElse("the session does not run");
        outbox.send(ServerFrames.end(exitCode, reason));
        outbox.close(DONE, "the session does not run");
    }

    private void draw(String screen) {
        try {
            byte[] data = screen.replace("\r", "").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            picture.buffer(data, size.now().columns(), size.now().rows());
        } catch (IOException _) {
            left = true;
        }
    }

    private void programEnded(TerminalEnd end) {
        ended = true;
        switch (end.cause()) {
            case DISCONNECTED -> fail(new Problem(ProblemCode.TERMINAL_UNAVAILABLE, end.reason()));
            case DELETED -> fail(new Problem(ProblemCode.SESSION_GONE, end.reason()));
            case PROGRAM_ENDED, CLOSED -> {
                outbox.send(ServerFrames.end(end.exitCode(), end.reason()));
                outbox.close(DONE, end.reason());
            }
        }
    }

    private void fail(Problem problem) {
        ended = true;
        outbox.send(ServerFrames.error(problem));
        outbox.close(problem.code().closeCode(), problem.detail());
    }
}
