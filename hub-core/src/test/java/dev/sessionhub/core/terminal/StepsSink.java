package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.pane.Size;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** A client that writes down what it gets, as {@code compare.mjs} reads it. */
final class StepsSink implements ViewerSink {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long outputs;
    private Size drawn = new Size(2, 1);

    @Override
    public synchronized void buffer(byte[] data, int columns, int rows) throws IOException {
        write('B', columns, rows, data, 0, data.length);
        drawn = new Size(columns, rows);
    }

    @Override
    public synchronized void output(byte[] data, int offset, int length) throws IOException {
        write('O', 0, 0, data, offset, length);
        outputs += length;
    }

    @Override
    public synchronized void resized(int columns, int rows) throws IOException {
        write('R', columns, rows, new byte[0], 0, 0);
        drawn = new Size(2, 1);
    }

    @Override
    public void ended(TerminalEnd end) {
        throw new IllegalStateException("ended: " + end);
    }

    synchronized void cut() throws IOException {
        write('C', 0, 0, new byte[0], 0, 0);
    }

    synchronized byte[] steps() {
        return bytes.toByteArray();
    }

    /** Waits until it is drawn at this size and has got so much output in all. */
    synchronized void await(Size size, long output) throws InterruptedException {
        long end = System.nanoTime() + WatchingSink.PATIENCE.toNanos();
        while (!drawn.equals(size) || outputs < output) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError(
                        "drawn at " + drawn + " with " + outputs + " bytes, not at " + size + " with " + output);
            }
            wait(left);
        }
    }

    synchronized long outputs() {
        return outputs;
    }

    private void write(char kind, int columns, int rows, byte[] data, int offset, int length) throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeByte(kind);
        out.writeInt(columns);
        out.writeInt(rows);
        out.writeInt(length);
        out.write(data, offset, length);
        notifyAll();
    }
}
