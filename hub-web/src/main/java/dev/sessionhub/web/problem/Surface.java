package dev.sessionhub.web.problem;

import jakarta.servlet.http.HttpServletRequest;

/** Which part of the hub a request is for. */
public enum Surface {
    /** The REST API. */
    API,
    /** WebSockets. */
    SOCKET,
    /** Health, metrics and OpenAPI. */
    OPERATIONS,
    /** The dashboard. */
    DASHBOARD;

    /** Finds it by the path. */
    public static Surface of(HttpServletRequest request) {
        return of(request.getRequestURI());
    }

    static Surface of(String path) {
        if (under(path, "/api")) {
            return API;
        }
        if (under(path, "/ws")) {
            return SOCKET;
        }
        return under(path, "/health") || under(path, "/metrics") || under(path, "/openapi") ? OPERATIONS : DASHBOARD;
    }

    /** Whether programs rather than people read its answers. */
    public boolean machine() {
        return this != DASHBOARD;
    }

    private static boolean under(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }
}
