package dev.sessionhub.web.json;

import dev.sessionhub.web.problem.Problem;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Reads the bodies of requests. To wait for the rest of one takes a thread of the server, so few wait at once and none for
 * long: clients that never finish keep nobody else waiting.
 */
final class SlowBodies {

    /** The server has 200 threads. */
    static final int MOST_WAITING = 64;

    private static final int PART = 8_192;

    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Duration longest;

    SlowBodies(Duration longest) {
        this.longest = longest;
    }

    /** Returns one byte more than the most if there are more. */
    byte[] read(InputStream body, long length, int most) throws IOException {
        if (length >= 0 && body.available() >= length) {
            return body.readNBytes((int) Math.min(length, most + 1L));
        }
        if (!waiting.tryAcquire()) {
            throw new ProblemException(
                    new Problem(ProblemCode.OVERLOADED, "too many clients send their requests slowly; try again")
                            .header(HttpHeaders.RETRY_AFTER, "1"));
        }
        try {
            return patiently(body, most);
        } catch (IOException _) {
            throw late();
        } finally {
            waiting.release();
        }
    }

    private byte[] patiently(InputStream body, int most) throws IOException {
        long end = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] part = new byte[PART];
        for (int count = body.read(part); count >= 0 && bytes.size() <= most; count = body.read(part)) {
            bytes.write(part, 0, Math.min(count, most + 1 - bytes.size()));
            if (System.nanoTime() - end > 0) {
                throw late();
            }
        }
        return bytes.toByteArray();
    }

    private static ProblemException late() {
        return new ProblemException(
                new Problem(ProblemCode.REQUEST_TIMEOUT, "the rest of the request's body did not come in time")
                        .header("Connection", "close"));
    }
}
