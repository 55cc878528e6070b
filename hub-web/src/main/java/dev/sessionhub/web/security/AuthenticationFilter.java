package dev.sessionhub.web.security;

import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.web.problem.ProblemCode;
import dev.sessionhub.web.problem.ProblemException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets nobody reach a resource without a valid token, unless the method is marked {@link Anonymous}. */
@Provider
@Priority(Priorities.AUTHENTICATION)
@ApplicationScoped
public class AuthenticationFilter implements ContainerRequestFilter {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final Tokens tokens;
    private final TrustedOrigins origins;

    /** JAX-RS offers this only as a field. */
    @Context
    private @Nullable ResourceInfo resource;

    @Inject
    public AuthenticationFilter(Tokens tokens, TrustedOrigins origins) {
        this.tokens = tokens;
        this.origins = origins;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Proof proof = Proof.of(request);
        boolean anonymous = anonymous();
        if (proof.byItself() || (anonymous && proof.none())) {
            requireOwnPage(request);
        }
        if (!anonymous) {
            authenticate(request, proof);
        }
    }

    private void authenticate(ContainerRequestContext request, Proof proof) {
        Identity identity = proof.identity(tokens)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        proof.none() ? "log in first" : "the token is not valid any more; log in again"));
        boolean secure = request.getSecurityContext().isSecure();
        request.setSecurityContext(new IdentityContext(identity, secure));
    }

    /** A browser adds the cookie by itself, so somebody else's page could use it: only our own may change things. */
    private void requireOwnPage(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        Optional<String> origin = header(request, "Origin");
        Optional<String> site = header(request, "Sec-Fetch-Site");
        String host = header(request, HttpHeaders.HOST).orElse("");
        boolean own = origin.map(text -> origins.own(text, host))
                .orElseGet(() -> site.map("same-origin"::equals).orElseGet(this::anonymous));
        if (!own) {
            throw new ProblemException(
                    ProblemCode.BAD_ORIGIN, "with the cookie, a change must come from the hub's own pages");
        }
    }

    private boolean anonymous() {
        var method = Objects.requireNonNull(resource).getResourceMethod();
        return method != null && method.isAnnotationPresent(Anonymous.class);
    }

    private static Optional<String> header(ContainerRequestContext request, String name) {
        return Optional.ofNullable(request.getHeaderString(name));
    }
}
