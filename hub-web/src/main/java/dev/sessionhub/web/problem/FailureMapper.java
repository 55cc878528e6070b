package dev.sessionhub.web.problem;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** Whatever a resource or JAX-RS itself throws becomes a problem. */
@Provider
public class FailureMapper implements ExceptionMapper<Throwable> {

    @Override
    public Response toResponse(Throwable failure) {
        return response(Problems.of(failure));
    }

    /** A problem as an answer. */
    public static Response response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.code().status())
                .type(Problem.MEDIA_TYPE)
                .entity(ProblemJson.of(problem));
        problem.headers().forEach(response::header);
        return response.build();
    }
}
