package dev.sessionhub.web.problem;

import dev.sessionhub.core.account.AccountsUnavailableException;
import dev.sessionhub.core.account.BadCredentialsException;
import dev.sessionhub.core.account.TooManyAttemptsException;
import dev.sessionhub.core.account.WeakPasswordException;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.terminal.TerminalException;
import dev.sessionhub.spi.ProviderException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one place that turns exceptions into problems, and logs them. */
public final class Problems {

    private static final Logger LOG = System.getLogger(Problems.class.getName());
    private static final int MOST_DETAIL = 1_000;

    private Problems() {}

    /** What to tell the client about a failure. Logs it; to be called once for each. */
    public static Problem of(Throwable failure) {
        Problem problem = translate(failure);
        if (problem.code().ours()) {
            return unexpected(failure);
        }
        LOG.log(Level.DEBUG, () -> problem.code() + ": " + problem.detail());
        return problem;
    }

    private static Problem translate(Throwable failure) {
        return switch (failure) {
            case ProblemException own -> own.problem();
            case HubException hub -> hub(hub);
            case ProviderException provider -> new Problem(ofProvider(provider.code()), brief(provider.getMessage()));
            case BadCredentialsException bad -> new Problem(ProblemCode.BAD_CREDENTIALS, brief(bad.getMessage()));
            case TooManyAttemptsException many -> tooMany(many);
            case WeakPasswordException weak -> new Problem(ProblemCode.WEAK_PASSWORD, brief(weak.getMessage()));
            case AccountsUnavailableException _ -> databaseUnavailable();
            case TerminalException terminal ->
                new Problem(ProblemCode.TERMINAL_UNAVAILABLE, brief(terminal.getMessage()));
            case WebApplicationException web -> ofServer(web.getResponse());
            default ->
                DatabaseFailures.unavailable(failure) ? databaseUnavailable() : new Problem(ProblemCode.INTERNAL, "");
        };
    }

    private static Problem hub(HubException failure) {
        return new Problem(
                ProblemCode.valueOf(failure.code().name()),
                brief(failure.getMessage()),
                Optional.empty(),
                failure.violations(),
                failure.workAtRisk(),
                Map.of());
    }

    /** Which word clients see for a plug-in's failure. */
    static ProblemCode ofProvider(ProviderException.Code code) {
        return switch (code) {
            case INVALID_REQUEST -> ProblemCode.UNPROCESSABLE;
            case NOT_FOUND -> ProblemCode.NOT_FOUND;
            case ALREADY_EXISTS, CONFLICT -> ProblemCode.CONFLICT;
            case UNSUPPORTED -> ProblemCode.UNSUPPORTED;
            case UNAUTHORIZED, UNAVAILABLE, CANCELLED -> ProblemCode.PROVIDER_UNAVAILABLE;
            case LIMIT_EXCEEDED -> ProblemCode.LIMIT_EXCEEDED;
            case TIMEOUT -> ProblemCode.PROVIDER_TIMEOUT;
            case INTERNAL -> ProblemCode.INTERNAL;
        };
    }

    private static Problem tooMany(TooManyAttemptsException failure) {
        return new Problem(ProblemCode.TOO_MANY_ATTEMPTS, brief(failure.getMessage()))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(failure.retryAfterSeconds()));
    }

    private static Problem databaseUnavailable() {
        return new Problem(ProblemCode.DATABASE_UNAVAILABLE, "the database does not answer; sessions go on; try again")
                .header(HttpHeaders.RETRY_AFTER, "2");
    }

    private static Problem ofServer(Response response) {
        Problem problem = ofStatus(response.getStatus());
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        return allow == null ? problem : problem.header(HttpHeaders.ALLOW, allow);
    }

    /** A status that the server itself answers with, in our words: its own may quote the request. */
    public static Problem ofStatus(int status) {
        ProblemCode code = ProblemCode.ofStatus(status);
        return new Problem(
                code,
                switch (code) {
                    case NOT_FOUND -> "there is nothing at this address";
                    case METHOD_NOT_ALLOWED -> "this address does not support that method";
                    case NOT_ACCEPTABLE -> "this address answers with another media type";
                    case UNSUPPORTED_MEDIA_TYPE -> "the body must be application/json";
                    case BODY_TOO_LARGE -> "the body is too large";
                    case UNAUTHENTICATED -> "log in first";
                    case NOT_ALLOWED -> "this is not allowed";
                    case OVERLOADED -> "the hub cannot answer now; try again";
                    case INTERNAL -> "the hub could not answer";
                    default -> "the request is not valid";
                });
    }

    private static Problem unexpected(Throwable failure) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.ERROR, "unexpected failure, reference " + reference, failure);
        return new Problem(
                ProblemCode.INTERNAL,
                "the hub failed; its log has more under reference " + reference,
                Optional.of(reference),
                List.of(),
                Optional.empty(),
                Map.of());
    }

    private static String brief(@Nullable String message) {
        String text = message == null ? "no reason was given" : message;
        return text.length() <= MOST_DETAIL ? text : text.substring(0, MOST_DETAIL) + "...";
    }
}
