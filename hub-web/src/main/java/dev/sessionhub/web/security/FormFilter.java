package dev.sessionhub.web.security;

import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemResponse;
import dev.sessionhub.web.problem.Problems;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Refuses forms, which nothing here takes: Jersey would wait for the first byte of one before anybody asks who sends it. */
public class FormFilter implements Filter {

    private static final String FORM = "application/x-www-form-urlencoded";

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String type = request.getContentType();
        if (type != null && type.toLowerCase(Locale.ROOT).contains(FORM)) {
            new ProblemResponse((HttpServletRequest) request, (HttpServletResponse) response)
                    .send(Problems.ofStatus(ProblemCode.UNSUPPORTED_MEDIA_TYPE.status()));
        } else {
            chain.doFilter(request, response);
        }
    }
}
