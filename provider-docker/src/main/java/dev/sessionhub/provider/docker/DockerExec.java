package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program in a container. One virtual thread, alive as long as the connection, sorts its output. */
final class DockerExec implements ExecProcess {

    private static final Logger LOG = System.getLogger(DockerExec.class.getName());
    private static final Duration LAUNCH = Duration.ofSeconds(30);
    private static final Duration END_OF_INPUT = Duration.ofMillis(50);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final int LONGEST_HEADER = 4096;

    private final String what;
    private final Programs programs;
    private final String container;
    private final Attachment attachment;
    private final ProgramInput stdin;
    private final Pipe stdout = new Pipe();
    private final Pipe stderr = new Pipe();
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();
    private final CompletableFuture<String> launched = new CompletableFuture<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    DockerExec(String what, Programs programs, String container, Attachment attachment) {
        this.what = what;
        this.programs = programs;
        this.container = container;
        this.attachment = attachment;
        this.stdin = new ProgramInput(attachment.wire());
    }

    /** Sorts output until there is none, then asks how the program ended. */
    void pump() {
        try {
            attachment.read(this::sort);
            finish();
        } catch (IOException | ProviderException failure) {
            lose(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            lose(interrupted);
        } finally {
            closeQuietly();
        }
    }

    /** Returns when the program was started. */
    void awaitLaunch() {
        try {
            launched.get(LAUNCH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            programs.engine().run(this::close);
            throw Failures.cancelled(what);
        } catch (TimeoutException late) {
            programs.engine().run(this::close);
            throw new ProviderException(
                    Code.TIMEOUT, what + " failed: it was not started within " + LAUNCH.toSeconds() + " s", late);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw cause instanceof ProviderException known
                    ? known
                    : Failures.of(what, programs.engine().endpoint(), cause);
        }
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return stdout;
    }

    @Override
    public InputStream stderr() {
        return stderr;
    }

    @Override
    public int waitFor() {
        try {
            return ended.get();
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        } catch (ExecutionException failure) {
            throw lost(failure);
        }
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        try {
            return OptionalInt.of(ended.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return OptionalInt.empty();
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        } catch (ExecutionException failure) {
            throw lost(failure);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            stdin.close();
            stdout.close();
            stderr.close();
            if (!endsWithin(END_OF_INPUT)) {
                end();
            }
        } catch (InterruptedException _) {
            interrupted = true;
            programs.engine().run(this::endQuietly);
        } catch (ProviderException failure) {
            LOG.log(Level.WARNING, "{0} may still run: {1}", what, failure.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void sort(boolean error, ByteBuffer piece) throws InterruptedException {
        if (error && !launched.isDone()) {
            readHeader(piece);
        }
        if (piece.hasRemaining()) {
            (error ? stderr : stdout).put(piece);
        }
    }

    private void readHeader(ByteBuffer piece) {
        while (piece.hasRemaining()) {
            byte next = piece.get();
            if (next == '\n' || header.size() == LONGEST_HEADER) {
                launched.complete(header.toString(StandardCharsets.ISO_8859_1));
                return;
            }
            header.write(next);
        }
    }

    private void finish() throws InterruptedException {
        Optional<Integer> code = programs.exitCode(what, attachment.exec());
        if (!launched.isDone()) {
            throw notLaunched();
        }
        stdout.end();
        stderr.end();
        for (long pause = 2; code.isEmpty(); pause = Math.min(pause * 2, 1000)) {
            Thread.sleep(pause);
            code = programs.exitCode(what, attachment.exec());
        }
        ended.complete(code.get());
    }

    private ProviderException notLaunched() {
        stdout.end();
        byte[] words = new byte[512];
        try {
            int count = Math.max(0, stdout.read(words));
            String reason =
                    Programs.text(words, count).replaceAll("[^ -~]+", " ").strip();
            return new ProviderException(
                    Code.INVALID_REQUEST, what + " failed, the engine could not start it: " + reason);
        } catch (IOException failure) {
            return new ProviderException(Code.INTERNAL, what + " failed, the engine could not start it", failure);
        }
    }

    private void lose(Exception failure) {
        String reason = "the connection to " + what + " was lost";
        stdout.lose(reason);
        stderr.lose(reason);
        ProviderException known = failure instanceof ProviderException named
                ? named
                : new ProviderException(Code.UNAVAILABLE, reason + "; whether it still runs is unknown", failure);
        launched.completeExceptionally(known);
        ended.completeExceptionally(known);
    }

    private void end() throws InterruptedException {
        String[] self = self();
        if (self.length < 2) {
            closeQuietly();
            return;
        }
        programs.output("ending " + what, container, Script.END.with(List.of(self[0], self[1])));
        endsWithin(ENDING);
        closeQuietly();
    }

    /** Process id and start time of the program's leader, as the kernel wrote them. */
    private String[] self() {
        String line = launched.isCompletedExceptionally() ? "" : launched.getNow("");
        String[] rest = line.substring(line.lastIndexOf(')') + 1).strip().split(" ");
        String pid = line.substring(0, Math.max(0, line.indexOf(' ')));
        boolean whole = pid.matches("[0-9]+") && rest.length > 20 && rest[19].matches("[0-9]+");
        return whole ? new String[] {pid, rest[19]} : new String[0];
    }

    private boolean endsWithin(Duration limit) throws InterruptedException {
        try {
            ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        } catch (ExecutionException _) {
            return launched.isCompletedExceptionally();
        }
    }

    private void endQuietly() {
        try {
            end();
        } catch (InterruptedException | ProviderException failure) {
            LOG.log(Level.WARNING, "{0} may still run: {1}", what, failure.getMessage());
        }
    }

    private ProviderException lost(ExecutionException failure) {
        return failure.getCause() instanceof ProviderException known
                ? new ProviderException(Code.UNAVAILABLE, String.valueOf(known.getMessage()), known)
                : new ProviderException(Code.UNAVAILABLE, "how " + what + " ended is unknown", failure);
    }

    private void closeQuietly() {
        try {
            attachment.close();
        } catch (IOException _) {
            // Closing is all that was wanted of it.
        }
    }
}
