package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Grant;
import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.terminal.TerminalException;
import dev.sessionhub.web.events.SessionUpdate;
import dev.sessionhub.web.problem.Problem;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import dev.sessionhub.web.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One client's connection: waits for a ticket, then shows a session until one of the two ends. */
final class Connection implements Consumer<SessionUpdate> {

    private static final long ATTACH_LIMIT = Duration.ofSeconds(10).toNanos();
    private static final long STUCK_LIMIT = Duration.ofSeconds(30).toNanos();
    private static final long SILENCE_BEFORE_PING = Duration.ofSeconds(25).toNanos();
    private static final long SILENCE_LIMIT = Duration.ofSeconds(90).toNanos();
    private static final int MOST_INPUT = 1 << 20;

    private final Peer peer;
    private final Outbox outbox;
    private final Admission admission;
    private final Stages stages;
    private final List<String> cookies;
    private final long since = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private final AtomicBoolean cut = new AtomicBoolean();
    private volatile long heard = since;
    private volatile long pinged = since;
    private volatile boolean asked;
    private volatile @Nullable Stage stage;

    Connection(Peer peer, Admission admission, Stages stages, List<String> cookies) {
        this.peer = peer;
        this.outbox = new Outbox(peer);
        this.admission = admission;
        this.stages = stages;
        this.cookies = cookies;
    }

    /** Who is connected, once that is known. */
    Optional<Grant> grant() {
        return Optional.ofNullable(stage).map(Stage::grant);
    }

    void text(String text) {
        guarded(() -> {
            if (text.length() > MOST_INPUT) {
                throw ClientFrames.bad("the frame is larger than " + MOST_INPUT + " bytes");
            }
            take(ClientFrames.read(text));
        });
    }

    void binary(byte[] frame) {
        guarded(() -> {
            Stage now = attached();
            if (!now.binary() || frame.length == 0 || frame[0] != BinaryPicture.INPUT) {
                throw ClientFrames.bad(
                        "the hub takes binary frames of type 0 from clients with encoding \"binary\" only");
            }
            if (frame.length > MOST_INPUT) {
                throw ClientFrames.bad("the frame is larger than " + MOST_INPUT + " bytes");
            }
            now.input(Arrays.copyOfRange(frame, 1, frame.length));
        });
    }

    void heard() {
        heard = System.nanoTime();
    }

    /** The client is gone, or is to go. */
    void end() {
        if (!over.getAndSet(true)) {
            Stage now = stage;
            if (now != null) {
                now.leave();
            }
        }
    }

    /** The connection has come to its end. */
    void ended() {
        end();
        peer.awaitClose();
    }

    void close(int code, String reason) {
        outbox.close(code, reason);
        end();
    }

    @Override
    public void accept(SessionUpdate update) {
        Stage now = stage;
        if (now != null && now.grant().session().equals(update.id())) {
            now.changed(update);
        }
    }

    /** Called every second, by one thread. */
    void watch(long now) {
        if (cut.get()) {
            return;
        }
        if (peer.stuck(now, STUCK_LIMIT)) {
            cut(1013, "the client does not read");
            return;
        }
        Stage current = stage;
        if (!asked && now - since > ATTACH_LIMIT) {
            refuse(new Problem(ProblemCode.BAD_TICKET, "no session:attach within 10 s"));
        } else if (now - heard > SILENCE_LIMIT) {
            cut(1001, "nothing heard from the client");
        } else if (now - heard > SILENCE_BEFORE_PING && now - pinged > SILENCE_BEFORE_PING) {
            pinged = now;
            outbox.ping();
        }
        if (current != null) {
            current.watch();
        }
    }

    /** Closes past all that waits. That may take as long as the client likes, so nobody waits for it; it is begun once. */
    private void cut(int code, String reason) {
        if (!cut.getAndSet(true)) {
            HubThreads.start("close of a lost viewer", () -> peer.close(code, reason));
            end();
        }
    }

    private void take(ClientFrame frame) {
        switch (frame) {
            case ClientFrame.Attach attach -> attach(attach);
            case ClientFrame.Input input -> attached().input(input.data().getBytes(StandardCharsets.UTF_8));
            case ClientFrame.Paste paste -> attached().paste(paste.data());
            case ClientFrame.Resize resize -> attached().resize(resize.columns(), resize.rows());
            case ClientFrame.Ack ack -> attached().acknowledge(ack.bytes());
            case ClientFrame.Ping _ -> {
                attached();
                outbox.send(ServerFrames.PONG);
            }
        }
    }

    private void attach(ClientFrame.Attach attach) {
        if (stage != null) {
            throw ClientFrames.bad("session:attach comes once, as the first frame");
        }
        asked = true;
        Grant grant = admission.admit(attach.ticket(), cookies);
        Stage made = stages.make(grant, attach, peer, outbox);
        stage = made;
        made.enter();
        if (over.get()) {
            made.leave();
        }
    }

    private Stage attached() {
        Stage now = stage;
        if (now == null) {
            throw ClientFrames.bad("the first frame must be session:attach");
        }
        return now;
    }

    /** What the client does wrong ends the connection; what the session cannot take now does not. */
    private void guarded(Runnable work) {
        heard();
        if (over.get()) {
            return;
        }
        try {
            work.run();
        } catch (TerminalException e) {
            outbox.send(ServerFrames.error(Problems.of(e)));
        } catch (ProblemException e) {
            Problem problem = Problems.of(e);
            if (problem.code() == ProblemCode.STARTING || problem.code() == ProblemCode.READ_ONLY) {
                outbox.send(ServerFrames.error(problem));
            } else {
                refuse(problem);
            }
        } catch (RuntimeException e) {
            refuse(Problems.of(e));
        }
    }

    private void refuse(Problem problem) {
        outbox.send(ServerFrames.error(problem));
        close(problem.code().closeCode(), problem.detail());
    }
}
