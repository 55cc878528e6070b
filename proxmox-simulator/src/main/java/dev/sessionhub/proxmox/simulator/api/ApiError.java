package dev.sessionhub.proxmox.simulator.api;

import java.util.Map;

/** A refusal with its status. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final transient Map<String, String> errors;

    ApiError(int status, String message) {
        this(status, message, Map.of());
    }

    private ApiError(int status, String message, Map<String, String> errors) {
        super(message);
        this.status = status;
        this.errors = Map.copyOf(errors);
    }

    static ApiError parameters(Map<String, String> errors) {
        return new ApiError(400, "Parameter verification failed.\n", errors);
    }

    static ApiError forbidden(String detail) {
        return new ApiError(403, "Permission check failed" + (detail.isEmpty() ? "" : " (" + detail + ")") + "\n");
    }

    /** A death in the code behind the call. */
    static ApiError died(String message) {
        return new ApiError(500, message + "\n");
    }

    int status() {
        return status;
    }

    Map<String, String> errors() {
        return errors;
    }
}
