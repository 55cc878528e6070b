package dev.sessionhub.launcher.door;

/**
 * What is answered where the application is not asked; the same form as its own problems.
 *
 * @param status the HTTP status
 * @param code its stable word
 * @param title the same in words
 * @param detail what to do; nothing that must be escaped in JSON
 */
record Refusal(int status, String code, String title, String detail) {

    static final String MEDIA_TYPE = "application/problem+json";
    static final String RETRY_AFTER_SECONDS = "1";

    static final Refusal STARTING =
            new Refusal(503, "STARTING", "Starting", "the hub is starting; try again in a moment");
    static final Refusal STOPPING = new Refusal(
            503, "STARTING", "Starting", "the hub is stopping or starting again; sessions go on; try again");
    static final Refusal BAD_ADDRESS = new Refusal(
            400, "BAD_REQUEST", "Bad request", "the path is not well-formed: its escapes, its characters or its dots");

    static final Refusal UNKNOWN_METHOD =
            new Refusal(405, "METHOD_NOT_ALLOWED", "Method not allowed", "no address knows that method");

    boolean passes() {
        return status == 503;
    }

    String json() {
        return "{\"type\":\"urn:session-hub:problem:%s\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}"
                .formatted(code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'), title, status, code, detail);
    }
}
