package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program in a session, run for its output. Whatever the session does, it ends in time. */
final class SessionProgram {

    private static final int MOST_ERRORS = 2_000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final ContainerProvider provider;
    private final ContainerHandle handle;

    SessionProgram(ContainerProvider provider, ContainerHandle handle) {
        this.provider = provider;
        this.handle = handle;
    }

    /** What becomes of the output. */
    interface Consumer<T> {

        /** Reads as much as it wants. */
        T read(InputStream output) throws IOException;
    }

    /**
     * Runs a program and gives its output to somebody who reads it on a thread of its own.
     *
     * @param what it is, for messages
     * @param spec the program
     * @param longest how long it may take
     * @param consumer reads the output; if it stops before the end, the program is ended
     */
    <T> T run(String what, ExecSpec spec, Duration longest, Consumer<T> consumer) {
        CompletableFuture<T> result = new CompletableFuture<>();
        CompletableFuture<String> errors = new CompletableFuture<>();
        try (ExecProcess process = provider.exec(handle, spec)) {
            HubThreads.startPlatform(what + " errors", () -> errors.complete(errors(process.stderr())));
            HubThreads.startPlatform(what, () -> read(what, process, consumer, errors, result));
            return result.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ProviderException(
                    Code.TIMEOUT, "%s in the session did not end in %d s".formatted(what, longest.toSeconds()), late);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, what + " in the session was interrupted", interruption);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known
                    ? known
                    : new ProviderException(
                            Code.UNAVAILABLE, "the connection to %s in the session was lost".formatted(what), failure);
        }
    }

    private static <T> void read(
            String what,
            ExecProcess process,
            Consumer<T> consumer,
            CompletableFuture<String> errors,
            CompletableFuture<T> result) {
        try {
            process.stdin().close();
            T read = consumer.read(process.stdout());
            boolean whole = process.stdout().read() < 0;
            OptionalInt code = whole ? process.waitFor(LAST_WORDS) : OptionalInt.empty();
            if (code.isPresent() && code.getAsInt() != 0) {
                throw new ProviderException(
                        Code.CONFLICT,
                        "%s in the session failed with exit code %d: %s"
                                .formatted(what, code.getAsInt(), lastWords(errors)));
            }
            result.complete(read);
        } catch (IOException | RuntimeException failure) {
            result.completeExceptionally(failure);
        }
    }

    private static String lastWords(CompletableFuture<String> errors) {
        return errors.completeOnTimeout("", LAST_WORDS.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    /** Keeps the beginning and reads on, so that a program with much to say is not held up. */
    private static String errors(InputStream stream) {
        try {
            String text = new String(stream.readNBytes(MOST_ERRORS), StandardCharsets.UTF_8);
            stream.transferTo(OutputStream.nullOutputStream());
            return text.replaceAll("\\p{Cntrl}+", " ").strip();
        } catch (IOException | RuntimeException _) {
            return "";
        }
    }
}
