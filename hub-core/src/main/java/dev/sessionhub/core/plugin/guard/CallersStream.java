package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.core.concurrent.LentOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a stream the hub lent to a plug-in failed: then the plug-in's failure is not the plug-in's fault. When
 * this is closed the stream is taken back, whatever the plug-in still does.
 */
final class CallersStream implements AutoCloseable {

    private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable LentOutput> output = new AtomicReference<>();
    private volatile boolean takenBack;

    /** Something a stream does. */
    private interface Step<T> {
        T run() throws IOException;
    }

    Optional<IOException> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        takenBack = true;
        LentOutput lent = output.get();
        if (lent != null) {
            lent.takeBack();
        }
    }

    /** Lends a stream; whoever reads may keep the plug-in waiting for so long altogether. */
    OutputStream lend(OutputStream to, Duration patience) {
        LentOutput out = new LentOutput(to, patience);
        output.set(out);
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                watched(() -> {
                    out.write(value);
                    return true;
                });
            }

            @Override
            public void write(byte[] buffer, int offset, int length) throws IOException {
                watched(() -> {
                    out.write(buffer, offset, length);
                    return true;
                });
            }

            @Override
            public void flush() throws IOException {
                watched(() -> {
                    out.flush();
                    return true;
                });
            }
        };
    }

    InputStream lend(InputStream in) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return watched(in::read);
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return watched(() -> in.read(buffer, offset, length));
            }
        };
    }

    private <T> T watched(Step<T> step) throws IOException {
        if (takenBack) {
            throw new IOException("nobody waits for this any more");
        }
        try {
            return step.run();
        } catch (IOException thrown) {
            failure.compareAndSet(null, thrown);
            throw thrown;
        }
    }
}
