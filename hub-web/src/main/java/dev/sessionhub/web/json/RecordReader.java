package dev.sessionhub.web.json;

import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Duration;

/** Reads the body of a request, a mebibyte at most. No body at all is an object without members. */
@Provider
@Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
public class RecordReader implements MessageBodyReader<Record> {

    /** The largest body. */
    public static final int MOST_BYTES = 1 << 20;

    private static final byte[] NOTHING = {'{', '}'};

    private final SlowBodies bodies = new SlowBodies(Duration.ofSeconds(20));

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return type.isRecord();
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = bodies.read(body, length(headers), MOST_BYTES);
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(ProblemCode.BODY_TOO_LARGE, "the body is larger than " + MOST_BYTES + " bytes");
        }
        if (bytes.length > 0 && !isJson(media)) {
            throw new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "the body must be application/json");
        }
        return StrictJson.read(bytes.length == 0 ? NOTHING : bytes, type);
    }

    /** Negative if the client did not say. */
    private static long length(MultivaluedMap<String, String> headers) {
        String length = headers.getFirst(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("[0-9]{1,18}") ? -1 : Long.parseLong(length);
    }

    private static boolean isJson(MediaType media) {
        String charset = media.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        return MediaType.APPLICATION_JSON_TYPE.isCompatible(media)
                && !media.isWildcardType()
                && charset.equalsIgnoreCase("utf-8");
    }
}
