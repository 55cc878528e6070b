package dev.sessionhub.web.page;

import dev.sessionhub.web.problem.Surface;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** An address inside the dashboard, such as {@code /sessions/ID}, is answered with the dashboard, which reads it. */
public class DeepLinkFilter implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (deepLink((HttpServletRequest) request)) {
            request.getRequestDispatcher("/index.html").forward(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean deepLink(HttpServletRequest request) {
        String path = request.getRequestURI();
        String last = path.substring(path.lastIndexOf('/') + 1);
        boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return reads && Surface.of(request) == Surface.DASHBOARD && !path.equals("/") && !last.contains(".");
    }
}
