package dev.sessionhub.provider.local;

import dev.sessionhub.provider.local.ProcessTable.Entry;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A program that leads a kernel session of its own, so that closing it finds everything that has not left it. */
final class LocalExec implements ExecProcess {

    private static final Logger LOG = System.getLogger(LocalExec.class.getName());
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration GRACE_OF_CHILDREN = Duration.ofMillis(200);
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private final String what;
    private final Process process;
    private final InputStream stdout;
    private final InputStream stderr;
    private final long begin = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Takes over a program.
     *
     * @param what the operation, for messages
     * @param process the program
     */
    LocalExec(String what, Process process) {
        this.what = what;
        this.process = process;
        this.stdout = new ProgramOutput(process.getInputStream(), process.pid(), 1);
        this.stderr = new ProgramOutput(process.getErrorStream(), process.pid(), 2);
    }

    @Override
    public OutputStream stdin() {
        return process.getOutputStream();
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
            return process.waitFor();
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        }
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        try {
            boolean ended = process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
            return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        }
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (process.toHandle().destroy()) {
                var _ = process.waitFor(GRACE.toNanos(), TimeUnit.NANOSECONDS);
            }
            new Sweep(this::members).end("closing " + what, GRACE_OF_CHILDREN);
        } catch (InterruptedException _) {
            interrupted = true;
            members().forEach(entry -> entry.signal(true));
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "{0}", failure.getMessage());
        } finally {
            closeQuietly(process.getOutputStream());
            closeQuietly(stdout);
            closeQuietly(stderr);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Entry> members() {
        boolean young = System.nanoTime() - begin < YOUNG.toNanos();
        return ProcessTable.session(process.pid(), young);
    }

    private static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException _) {
            // A program that has ended does not read the rest: that is what closing means.
        }
    }
}
