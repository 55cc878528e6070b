package dev.sessionhub.provider.local;

import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

/**
 * What is kept of an environment's spec.
 *
 * @param sessionId the session it was made for
 * @param name its name for people
 * @param workspace where its programs start
 * @param environment its variables
 * @param secrets its secret variables
 */
record Description(
        UUID sessionId, String name, Path workspace, Map<String, String> environment, Map<String, Secret> secrets) {

    private static final String VARIABLE = "variable.";
    private static final String SECRET = "secret.";

    static Description of(ContainerSpec spec) {
        return new Description(spec.sessionId(), spec.name(), spec.workspace(), spec.environment(), spec.secrets());
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("session", sessionId.toString());
        properties.setProperty("name", name);
        properties.setProperty("workspace", workspace.toString());
        environment.forEach((key, value) -> properties.setProperty(VARIABLE + key, value));
        secrets.forEach((key, value) -> properties.setProperty(SECRET + key, value.reveal()));
        return properties;
    }

    static Description from(Properties properties) {
        Map<String, String> environment = new HashMap<>();
        Map<String, Secret> secrets = new HashMap<>();
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key);
            if (key.startsWith(VARIABLE)) {
                environment.put(key.substring(VARIABLE.length()), value);
            } else if (key.startsWith(SECRET)) {
                secrets.put(key.substring(SECRET.length()), Secret.of(value));
            }
        }
        return new Description(
                UUID.fromString(required(properties, "session")),
                required(properties, "name"),
                Path.of(required(properties, "workspace")),
                environment,
                secrets);
    }

    private static String required(Properties properties, String key) {
        String value = properties.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("\"" + key + "\" is missing");
        }
        return value;
    }
}
