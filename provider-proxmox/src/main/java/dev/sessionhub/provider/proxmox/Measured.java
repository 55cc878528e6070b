package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.container.Usage;
import jakarta.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** What a guest uses, by its own cgroup and by the cluster. */
final class Measured {

    private Measured() {}

    /** Whether the guest knows what it uses; otherwise the cluster has to be asked. */
    static boolean isComplete(String inside) {
        return inside.lines().anyMatch(line -> line.matches("memory=[0-9]+"));
    }

    /**
     * Puts both together.
     *
     * @param status what the cluster says; its limit holds until the guest starts anew
     * @param inside what {@link Shell#USAGE} printed
     */
    static Usage usage(JsonObject status, String inside) {
        Map<String, String> facts = new HashMap<>();
        inside.lines().forEach(line -> {
            int equals = line.indexOf('=');
            facts.put(line.substring(0, Math.max(0, equals)), line.substring(equals + 1));
        });
        long limit = (long) Lenient.number(status, "maxmem");
        return new Usage(
                Instant.now(),
                Duration.ofNanos(number(facts, "cpu").orElse(0)),
                number(facts, "memory").orElse((long) Lenient.number(status, "mem")),
                number(facts, "peak"),
                limit > 0 ? OptionalLong.of(limit) : OptionalLong.empty(),
                number(facts, "kills").orElse(0));
    }

    private static OptionalLong number(Map<String, String> facts, String name) {
        String text = facts.getOrDefault(name, "");
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
