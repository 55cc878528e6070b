package dev.sessionhub.web.security;

import dev.sessionhub.web.problem.Surface;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What browsers are told on every answer: what a page may load, and how long an answer may be kept. */
public class HeadersFilter implements Filter {

    private static final String POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self'",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'");

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletResponse http = (HttpServletResponse) response;
        http.setHeader("Content-Security-Policy", POLICY);
        http.setHeader("X-Content-Type-Options", "nosniff");
        http.setHeader("X-Frame-Options", "DENY");
        http.setHeader("Referrer-Policy", "no-referrer");
        http.setHeader(
                "Permissions-Policy",
                "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()");
        http.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        http.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        http.setHeader("Vary", "Accept-Encoding");
        http.setHeader("Cache-Control", caching((HttpServletRequest) request));
        chain.doFilter(request, response);
    }

    /** Vite puts a hash of the content into the name of everything under assets. */
    private static String caching(HttpServletRequest request) {
        if (Surface.of(request) != Surface.DASHBOARD) {
            return "no-store";
        }
        return request.getRequestURI().startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
    }
}
