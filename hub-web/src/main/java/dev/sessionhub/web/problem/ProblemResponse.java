package dev.sessionhub.web.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A response whose errors are problems; a page of a few words for a browser that asked for a page. */
public final class ProblemResponse extends HttpServletResponseWrapper {

    private final HttpServletRequest request;

    public ProblemResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.request = request;
    }

    @Override
    public void sendError(int status) throws IOException {
        send(Problems.ofStatus(status));
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        send(Problems.ofStatus(status));
    }

    /** What refuses a request with a bare status gets the body that its error lacks. */
    void fillEmptyError() throws IOException {
        if (getStatus() >= SC_BAD_REQUEST && getContentType() == null) {
            send(Problems.ofStatus(getStatus()));
        }
    }

    /** Answers with a problem, unless an answer is already on its way. */
    public void send(Problem problem) throws IOException {
        if (isCommitted()) {
            return;
        }
        resetBuffer();
        setStatus(problem.code().status());
        problem.headers().forEach(this::setHeader);
        setHeader("Cache-Control", "no-store");
        boolean page = wantsPage();
        setContentType(page ? "text/html;charset=UTF-8" : Problem.MEDIA_TYPE);
        byte[] body = (page ? page(problem) : ProblemJson.of(problem)).getBytes(StandardCharsets.UTF_8);
        setContentLength(body.length);
        getOutputStream().write(body);
        flushBuffer();
    }

    private boolean wantsPage() {
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        return accept.contains("text/html")
                && !accept.contains("json")
                && !Surface.of(request).machine();
    }

    private static String page(Problem problem) {
        return "<!doctype html><html lang=\"en\"><title>Session Hub</title><h1>%s</h1><p><a href=\"/\">Session Hub</a></p></html>"
                .formatted(problem.code().title());
    }
}
