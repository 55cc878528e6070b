package dev.sessionhub.provider.docker;

import java.util.List;
import java.util.Map;

/** Environment variables as the engine wants them. */
final class Variables {

    private Variables() {}

    static List<String> list(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .sorted()
                .toList();
    }
}
