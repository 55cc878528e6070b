package dev.sessionhub.web.security;

import dev.sessionhub.web.problem.Problem;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemResponse;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Answers only under names that are the hub's, and opens WebSockets only to pages that are. */
public class HostFilter implements Filter {

    private final TrustedOrigins origins;

    @Inject
    public HostFilter(TrustedOrigins origins) {
        this.origins = origins;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<Problem> problem = check((HttpServletRequest) request);
        if (problem.isPresent()) {
            new ProblemResponse((HttpServletRequest) request, (HttpServletResponse) response).send(problem.get());
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> check(HttpServletRequest request) {
        String host = Optional.ofNullable(request.getHeader("Host")).orElse("");
        if (!origins.host(host)) {
            return Optional.of(new Problem(
                    ProblemCode.BAD_HOST,
                    "the hub does not answer under this name; add its origin to hub.http.allowed-origins"));
        }
        String origin = request.getHeader("Origin");
        boolean socket = request.getRequestURI().startsWith("/ws");
        if (socket && origin != null && !origins.own(origin, host)) {
            return Optional.of(new Problem(
                    ProblemCode.BAD_ORIGIN,
                    "pages of this origin may not open terminals; see hub.http.allowed-origins"));
        }
        return Optional.empty();
    }
}
