package dev.sessionhub.spi.container;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * A program running in an environment, with its three streams.
 *
 * <p>The streams are byte streams, independent of each other, without bounds on their length. They may be used by one
 * thread each; a read blocks until there is data or the end. They throw {@link java.io.IOException} as streams do: it
 * is the one exception to the rule that only {@code ProviderException} leaves a plug-in. Closing {@link #stdin()} gives
 * the program an end of file. A read may block in native code: read for long on a platform thread.
 *
 * <p>What the program leaves on its output before it ends can be read after it has ended.
 *
 * @since 1.0
 */
public interface ExecProcess extends AutoCloseable {

    /**
     * The program's standard input.
     *
     * @return always the same stream; writes reach the program when flushed
     */
    OutputStream stdin();

    /**
     * The program's standard output.
     *
     * @return always the same stream
     */
    InputStream stdout();

    /**
     * The program's standard error.
     *
     * @return always the same stream
     */
    InputStream stderr();

    /**
     * Waits until the program has ended.
     *
     * @return its exit code; 128 + N if signal N ended it
     * @throws dev.sessionhub.spi.ProviderException {@code CANCELLED} if interrupted; {@code UNAVAILABLE} if the end
     *     cannot be known because the connection to it was lost
     */
    int waitFor();

    /**
     * Waits for a limited time.
     *
     * @param limit how long at most; zero asks without waiting
     * @return the exit code as in {@link #waitFor()}; empty if it is still running
     */
    OptionalInt waitFor(Duration limit);

    /**
     * Ends the program if it runs, with every process it started that has not made itself a session of its own, closes
     * the streams and releases what belongs to it. A second call does nothing. Never throws for a program that has
     * already ended. Reads that block in another thread end.
     */
    @Override
    void close();
}
