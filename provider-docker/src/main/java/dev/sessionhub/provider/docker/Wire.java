package dev.sessionhub.provider.docker;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A connection that can end one direction: one reader and one writer at a time, {@code close} from any thread. */
interface Wire extends Closeable {

    /** Reads what is there, at least one byte; -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Writes all. */
    void write(ByteBuffer bytes) throws IOException;

    /** Ends this direction; the other goes on. */
    void finish() throws IOException;
}
