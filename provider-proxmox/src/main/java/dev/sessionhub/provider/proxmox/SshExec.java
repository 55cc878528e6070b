package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.channel.ChannelListener;

/** A program in a guest. */
final class SshExec implements ExecProcess {

    private static final Logger LOG = System.getLogger(SshExec.class.getName());
    private static final Set<ClientChannelEvent> END =
            EnumSet.of(ClientChannelEvent.EXIT_STATUS, ClientChannelEvent.EXIT_SIGNAL, ClientChannelEvent.CLOSED);
    private static final Duration END_OF_INPUT = Duration.ofMillis(50);
    private static final Duration ENDING = Duration.ofSeconds(5);
    private static final long LOOK = 500;
    private static final int KILLED = 137;
    private static final int LONGEST_HEADER = 4096;

    private final String what;
    private final Link link;
    private final ChannelExec channel;
    private final String self;
    private final OutputStream stdin;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch changed = new CountDownLatch(1);

    SshExec(String what, Link link, ChannelExec channel, byte[] start) throws IOException {
        this.what = what;
        this.link = link;
        this.channel = channel;
        this.stdin = channel.getInvertedIn();
        channel.addCloseFutureListener(_ -> changed.countDown());
        channel.addChannelListener(new ChannelListener() {
            @Override
            public void channelStateChanged(Channel known, String hint) {
                if (isEnded()) {
                    changed.countDown();
                }
            }
        });
        stdin.write(start);
        stdin.flush();
        this.self = header(channel.getInvertedErr());
    }

    private static String header(InputStream err) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = err.read(); next >= 0 && next != '\n' && line.size() < LONGEST_HEADER; next = err.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public OutputStream stdin() {
        return stdin;
    }

    @Override
    public InputStream stdout() {
        return channel.getInvertedOut();
    }

    @Override
    public InputStream stderr() {
        return channel.getInvertedErr();
    }

    @Override
    public int waitFor() {
        return await(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        return await(Math.max(0, limit.toMillis()));
    }

    private OptionalInt await(long millis) {
        try {
            awaitEnd(millis);
        } catch (InterruptedException _) {
            throw Failures.cancelled("waiting for " + what);
        }
        Integer status = channel.getExitStatus();
        if (status != null) {
            return OptionalInt.of(status);
        }
        if (channel.getExitSignal() != null) {
            return OptionalInt.of(128 + number(channel.getExitSignal()));
        }
        if (!channel.isClosed() && link.isOpen()) {
            return OptionalInt.empty();
        }
        if (link.isEnded() || closed.get()) {
            return OptionalInt.of(KILLED);
        }
        throw new ProviderException(
                Code.UNAVAILABLE, "the connection to " + what + " was lost; whether it still runs is unknown");
    }

    private void awaitEnd(long millis) throws InterruptedException {
        long begin = System.nanoTime();
        while (!isEnded() && link.isOpen()) {
            long left = millis - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            if (left <= 0 || changed.await(Math.min(left, LOOK), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private boolean isEnded() {
        return channel.getExitStatus() != null || channel.getExitSignal() != null || channel.isClosed();
    }

    private static int number(String signal) {
        return switch (signal) {
            case "HUP" -> 1;
            case "INT" -> 2;
            case "QUIT" -> 3;
            case "ABRT" -> 6;
            case "SEGV" -> 11;
            case "TERM" -> 15;
            default -> 9;
        };
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            closeQuietly(stdin);
            channel.waitFor(END, END_OF_INPUT.toMillis());
            if (!isEnded()) {
                end();
            }
        } finally {
            channel.close(true);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end() {
        String[] rest = self.substring(self.lastIndexOf(')') + 1).strip().split(" ");
        String pid = self.substring(0, Math.max(0, self.indexOf(' ')));
        if (!pid.matches("[0-9]+") || rest.length < 20 || !rest[19].matches("[0-9]+")) {
            return;
        }
        try {
            link.output("set -- " + pid + " " + rest[19] + "\n" + Shell.END);
            channel.waitFor(END, ENDING.toMillis());
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "{0} may still run: {1}", what, failure.getMessage());
        }
    }

    private static void closeQuietly(OutputStream stream) {
        try {
            stream.close();
        } catch (IOException _) {
            // The program has ended already.
        }
    }
}
