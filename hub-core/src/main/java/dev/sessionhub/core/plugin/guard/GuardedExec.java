package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.container.ExecProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * A running program behind its instance's guard. The streams are the plug-in's own: bytes pass without a detour. Waiting
 * happens on the caller's thread and takes no slot, since programs may run for days.
 */
final class GuardedExec implements ExecProcess {

    private final ExecProcess process;
    private final Guard guard;
    private final Duration closing;
    private final Consumer<GuardedExec> closed;
    private final OutputStream stdin;
    private final InputStream stdout;
    private final InputStream stderr;

    GuardedExec(ExecProcess process, Guard guard, Duration closing, Consumer<GuardedExec> closed) {
        this.process = process;
        this.guard = guard;
        this.closing = closing;
        this.closed = closed;
        this.stdin = guard.checked("exec.stdin", process.stdin());
        this.stdout = guard.checked("exec.stdout", process.stdout());
        this.stderr = guard.checked("exec.stderr", process.stderr());
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
        return direct(process::waitFor);
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        return direct(() -> guard.checked("exec.waitFor", process.waitFor(limit)));
    }

    @Override
    public void close() {
        guard.close(closing, process::close);
        closed.accept(this);
    }

    private <T> T direct(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception | LinkageError thrown) {
            throw guard.translate("exec.waitFor", thrown);
        }
    }
}
