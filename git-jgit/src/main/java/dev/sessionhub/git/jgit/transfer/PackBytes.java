package dev.sessionhub.git.jgit.transfer;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A pack's bytes, in order. */
final class PackBytes implements AutoCloseable {

    private static final int BEGINNING = 20;

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private final byte[] sink = new byte[1 << 16];
    private final Inflater inflater = new Inflater();
    private long begin;
    private int at;
    private int end;

    PackBytes(InputStream in) {
        this.in = in;
    }

    long position() {
        return begin + at;
    }

    int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private void fill() throws IOException {
        begin += end;
        at = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
            throw new EOFException();
        }
    }

    /** Passes over a compressed text; answers its first bytes. */
    byte[] inflate(long size) throws IOException, DataFormatException {
        byte[] beginning = new byte[(int) Math.min(size, BEGINNING)];
        long done = 0;
        inflater.reset();
        while (!inflater.finished()) {
            if (inflater.needsInput()) {
                if (at == end) {
                    fill();
                }
                inflater.setInput(buffer, at, end - at);
                at = end;
            }
            int some = inflater.inflate(sink);
            if (done < beginning.length) {
                System.arraycopy(sink, 0, beginning, (int) done, (int) Math.min(some, beginning.length - done));
            }
            done += some;
            if (done > size || inflater.needsDictionary()) {
                throw new DataFormatException();
            }
        }
        at = end - inflater.getRemaining();
        return beginning;
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
