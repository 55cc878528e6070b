package dev.sessionhub.provider.proxmox;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** The connection to one guest, which all programs in it share. */
final class Link implements AutoCloseable {

    private static final Duration OPENING = Duration.ofSeconds(10);

    private final ClientSession session;
    private final String address;
    private final JsonObject status;
    private volatile boolean ended;

    Link(ClientSession session, String address, JsonObject status) {
        this.session = session;
        this.address = address;
        this.status = status;
    }

    /** Says that a connection broke before anything was run over it. */
    static final class UnusedException extends IOException {

        private static final long serialVersionUID = 1L;

        UnusedException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    boolean isOpen() {
        return session.isOpen();
    }

    /** Whether the guest was stopped by the hub: its programs have ended for sure. */
    boolean isEnded() {
        return ended;
    }

    String address() {
        return address;
    }

    /** What the cluster said about the guest when the connection was made. */
    JsonObject status() {
        return status;
    }

    SshExec run(String what, byte[] start) throws IOException {
        ChannelExec channel = open(Shell.RUN);
        try {
            return new SshExec(what, this, channel, start);
        } catch (IOException | RuntimeException failure) {
            channel.close(true);
            throw failure;
        }
    }

    /** Runs a script of this provider to its end; for short ones whose output is small. */
    String output(String script) throws IOException {
        return output(script, new byte[0]);
    }

    String output(String script, byte[] input) throws IOException {
        ChannelExec channel = open(script);
        try (InputStream out = channel.getInvertedOut()) {
            try (OutputStream in = channel.getInvertedIn()) {
                in.write(input);
                in.flush();
            }
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        } finally {
            channel.close(true);
        }
    }

    private ChannelExec created(String script) throws IOException {
        try {
            return session.createExecChannel(script);
        } catch (IOException failure) {
            throw new UnusedException(failure);
        }
    }

    private ChannelExec open(String script) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted");
        }
        ChannelExec channel = created(script);
        try {
            channel.open().verify(OPENING);
            return channel;
        } catch (InterruptedIOException interruption) {
            channel.close(true);
            throw interruption;
        } catch (IOException failure) {
            channel.close(true);
            throw new UnusedException(failure);
        } catch (RuntimeException failure) {
            channel.close(true);
            throw failure;
        }
    }

    /** Notes that the guest is being stopped; programs still end on their own. */
    void ending() {
        ended = true;
    }

    /** Notes that the guest is stopped, and lets everybody know. */
    void end() {
        ended = true;
        close();
    }

    @Override
    public void close() {
        session.close(true);
    }
}
