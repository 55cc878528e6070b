package dev.sessionhub.web.problem;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The outermost filter: nothing leaves it that the server would answer in HTML. */
public class ProblemFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        ProblemResponse wrapped = new ProblemResponse((HttpServletRequest) request, (HttpServletResponse) response);
        try {
            chain.doFilter(request, wrapped);
            if (!request.isAsyncStarted()) {
                wrapped.fillEmptyError();
            }
        } catch (ServletException | RuntimeException e) {
            wrapped.send(Problems.of(root(e)));
        }
    }

    private static Throwable root(Exception failure) {
        return failure instanceof ServletException servlet && servlet.getRootCause() != null
                ? servlet.getRootCause()
                : failure;
    }
}
