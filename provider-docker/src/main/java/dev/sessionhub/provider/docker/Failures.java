package dev.sessionhub.provider.docker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the engine and the connection say into the contract's failures. */
final class Failures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Failures() {}

    static ProviderException cancelled(String what) {
        Thread.currentThread().interrupt();
        return new ProviderException(Code.CANCELLED, what + " was interrupted");
    }

    static ProviderException notFound(String what) {
        return new ProviderException(Code.NOT_FOUND, what + " failed: it does not exist (any more)");
    }

    static ProviderException of(String what, Endpoint endpoint, Throwable failure) {
        if (failure instanceof ProviderException known) {
            return known;
        }
        if (failure instanceof DockerException refused && refused.getHttpStatus() > 0) {
            return refused(what, refused);
        }
        return unreachable(what, endpoint, failure);
    }

    /** Whether a request met a connection that was closed before, so that nobody has read it. */
    static boolean neverSent(Throwable failure) {
        IOException io = io(failure);
        return io != null && String.valueOf(io.getMessage()).contains("Broken pipe");
    }

    /** What the engine says about a failure, without the JSON around it. */
    static String words(DockerException refused) {
        String text = String.valueOf(refused.getMessage());
        int json = text.indexOf('{');
        if (json >= 0) {
            try {
                String message =
                        JSON.readTree(text.substring(json)).path("message").asText("");
                return message.isBlank() ? text.strip() : message.strip();
            } catch (JsonProcessingException _) {
                return text.strip();
            }
        }
        return text.strip();
    }

    private static ProviderException refused(String what, DockerException refused) {
        String words = words(refused);
        if (words.contains("no space left on device") || words.contains("disk quota exceeded")) {
            return new ProviderException(
                    Code.LIMIT_EXCEEDED,
                    what + " failed, the engine's disk is full; make room, for example with docker system prune",
                    refused);
        }
        return new ProviderException(code(refused), what + " failed, the engine says: " + words, refused);
    }

    private static Code code(DockerException refused) {
        return switch (refused) {
            case NotFoundException _ -> Code.NOT_FOUND;
            case ConflictException _ -> Code.CONFLICT;
            case BadRequestException _ -> Code.INVALID_REQUEST;
            case UnauthorizedException _ -> Code.UNAUTHORIZED;
            default -> refused.getHttpStatus() >= 502 ? Code.UNAVAILABLE : Code.INTERNAL;
        };
    }

    private static ProviderException unreachable(String what, Endpoint endpoint, Throwable failure) {
        IOException io = io(failure);
        if (io == null) {
            return new ProviderException(Code.INTERNAL, what + " failed: " + failure, failure);
        }
        String text = String.valueOf(io.getMessage());
        if (text.contains("Permission denied")) {
            return new ProviderException(
                    Code.UNAUTHORIZED,
                    what + " failed: the hub's user may not use " + endpoint + "; add it to the socket's group",
                    failure);
        }
        if (io instanceof SSLException) {
            return new ProviderException(
                    Code.UNAUTHORIZED,
                    what + " failed: " + endpoint + " and the hub do not accept each other's certificates: " + text,
                    failure);
        }
        return new ProviderException(
                Code.UNAVAILABLE,
                what + " failed: the engine at " + endpoint + " does not answer (" + text + "); is it running?",
                failure);
    }

    private static @Nullable IOException io(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (cause instanceof IOException io) {
                return io;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
