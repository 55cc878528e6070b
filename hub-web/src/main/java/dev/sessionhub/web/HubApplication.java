package dev.sessionhub.web;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Map;

/** The REST API. Resources are found by scanning. */
@ApplicationPath("/api")
public class HubApplication extends Application {

    @Override
    public Map<String, Object> getProperties() {
        return Map.of(
                "jersey.config.server.wadl.disableWadl", true,
                "jersey.config.server.response.setStatusOverSendError", true,
                // Without this, Jersey holds back the first 8 KiB of a stream, flushed or not, to learn its length.
                "jersey.config.server.contentLength.buffer", 0,
                // Records are written by JSON-B; nothing else of the server's may take its place.
                "jersey.config.disableMoxyJson", true);
    }
}
