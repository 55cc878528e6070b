package dev.sessionhub.proxmox.simulator.http;

import java.util.Optional;

/**
 * What a client gets.
 *
 * @param status any three digits
 * @param reason the phrase after them, one line
 * @param type the content type; empty if there is none
 * @param body may be empty
 */
public record Answer(int status, String reason, Optional<String> type, String body) {

    /** The type of everything the API says. */
    public static final String JSON = "application/json;charset=UTF-8";

    /** Cuts the reason at its first line. */
    public Answer {
        reason = reason.lines().findFirst().orElse("");
    }

    /** An answer of the API. */
    public static Answer json(int status, String reason, String body) {
        return new Answer(status, reason, Optional.of(JSON), body);
    }

    /** A refusal of the server below the API, with or without a text. */
    public static Answer plain(int status, String reason, String body) {
        return new Answer(status, reason, Optional.empty(), body);
    }
}
