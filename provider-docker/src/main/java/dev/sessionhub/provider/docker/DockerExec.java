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
    private static final int ENDING_ROUNDS = 100;
    private static final Duration LONG = Duration.ofDays(10_000);
    private static final long FIRST_PAUSE = 250_000_000;
    private static final long LONGEST_PAUSE = 5_000_000_000L;
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
    private volatile long pause = FIRST_PAUSE;
    private volatile long nextLook = System.nanoTime() + FIRST_PAUSE;

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
        return await(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        return await(limit.compareTo(LONG) > 0 ? LONG.toNanos() : Math.max(0, limit.toNanos()));
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

    private OptionalInt await(long nanos) {
        long begin = System.nanoTime();
        try {
            while (true) {
                long left = nanos - (System.nanoTime() - begin);
                try {
                    return OptionalInt.of(ended.get(
                            Math.clamp(nextLook - System.nanoTime(), 0, Math.max(0, left)), TimeUnit.NANOSECONDS));
                } catch (TimeoutException _) {
                    look();
                    if (nanos - (System.nanoTime() - begin) <= 0 && !ended.isDone()) {
                        return OptionalInt.empty();
                    }
                }
            }
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        } catch (ExecutionException failure) {
            throw lost(failure);
        }
    }

    /**
     * Asks the engine now and then whether the program has ended although its output has not: something that left its
     * kernel session may hold that open for ever.
     */
    private void look() {
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        pause = Math.min(pause * 2, LONGEST_PAUSE);
        nextLook = System.nanoTime() + pause;
        try {
            programs.exitCode(what, attachment.exec()).ifPresent(ended::complete);
        } catch (ProviderException failure) {
            if (failure.code() == Code.CANCELLED) {
                throw failure;
            }
            // Whoever reads the connection finds out what is wrong with it.
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
        for (long wait = 2; code.isEmpty() && !isEndedAfter(wait); wait = Math.min(wait * 2, 1000)) {
            code = programs.exitCode(what, attachment.exec());
        }
        code.ifPresent(ended::complete);
    }

    /** Whoever waits for the end may learn of it first. */
    private boolean isEndedAfter(long millis) throws InterruptedException {
        return endsWithin(Duration.ofMillis(millis));
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
        for (int round = 0; round < ENDING_ROUNDS && !endsWithin(END_OF_INPUT); round++) {
            programs.exitCode(what, attachment.exec()).ifPresent(ended::complete);
        }
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
