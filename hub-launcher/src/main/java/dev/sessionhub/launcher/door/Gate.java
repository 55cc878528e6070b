package dev.sessionhub.launcher.door;

import java.util.Optional;
import java.util.Set;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpRequestPacket;
import org.glassfish.grizzly.http.HttpResponsePacket;
import org.glassfish.grizzly.http.util.Header;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Between the server's HTTP and its applications: refuses what they would answer with a stack trace or without a word, and
 * everything once the server ends.
 */
final class Gate extends BaseFilter {

    /** What any address may know; Payara answers others with an error of its own. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private volatile boolean closed;

    /** From now on every new request is refused; what has begun to be answered goes on. */
    void close() {
        closed = true;
    }

    @Override
    public NextAction handleRead(FilterChainContext context) {
        if (context.getMessage() instanceof HttpContent content
                && content.getHttpHeader() instanceof HttpRequestPacket request
                && !request.getResponse().isCommitted()) {
            Optional<Refusal> refusal = refusal(request);
            if (refusal.isPresent()) {
                refuse(context, request.getResponse(), refusal.get());
                return context.getStopAction();
            }
        }
        return context.getInvokeAction();
    }

    private Optional<Refusal> refusal(HttpRequestPacket request) {
        if (closed) {
            return Optional.of(Refusal.STOPPING);
        }
        if (!METHODS.contains(request.getMethod().getMethodString())) {
            return Optional.of(Refusal.UNKNOWN_METHOD);
        }
        String path = request.getRequestURIRef()
                .getOriginalRequestURIBC()
                .toString(java.nio.charset.StandardCharsets.ISO_8859_1);
        return RequestPath.isWellFormed(path) ? Optional.empty() : Optional.of(Refusal.BAD_ADDRESS);
    }

    /** Closes the connection afterwards: a body that may follow is not read. */
    @SuppressWarnings("rawtypes")
    private static void refuse(FilterChainContext context, HttpResponsePacket response, Refusal refusal) {
        byte[] body = refusal.json().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        response.setHeader(Header.ContentType, Refusal.MEDIA_TYPE);
        response.setHeader(Header.CacheControl, "no-store");
        response.setHeader(Header.Connection, "close");
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (refusal.passes()) {
            response.setHeader("Retry-After", Refusal.RETRY_AFTER_SECONDS);
        }
        response.setContentLength(body.length);
        HttpContent content = HttpContent.builder(response)
                .content(Buffers.wrap(context.getMemoryManager(), body))
                .last(true)
                .build();
        Connection<?> connection = context.getConnection();
        context.write(content, new EmptyCompletionHandler<WriteResult>() {
            @Override
            public void completed(WriteResult result) {
                connection.closeSilently();
            }
        });
    }
}
