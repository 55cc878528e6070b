package dev.sessionhub.messages;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * One request that was received.
 *
 * @param at when
 * @param method of HTTP
 * @param path with its query
 * @param credential {@code x-api-key VALUE} or {@code authorization VALUE}; empty if there was none
 * @param model the model that was asked, if any
 * @param prompt the last thing the user said, if any
 */
public record Exchange(Instant at, String method, String path, String credential, String model, String prompt) {

    /**
     * Whether it asks a model.
     *
     * @return false for everything else
     */
    public boolean isMessage() {
        return method.equals("POST") && path.startsWith("/v1/messages") && !path.startsWith("/v1/messages/count");
    }

    JsonObject json() {
        return Json.createObjectBuilder()
                .add("at", at.toString())
                .add("method", method)
                .add("path", path)
                .add("credential", credential)
                .add("model", model)
                .add("prompt", prompt)
                .build();
    }
}
