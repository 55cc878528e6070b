package dev.sessionhub.provider.docker;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sessionhub.spi.container.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Reads the engine's statistics, which differ between the two versions of cgroups. */
final class Measurement {

    private static final long NO_LIMIT = 1L << 60;

    private Measurement() {}

    /** Whether the engine's numbers alone say that memory never ran out; only cgroup v1 has such a number. */
    static boolean neverFull(JsonNode stats) {
        JsonNode failures = stats.path("memory_stats").path("failcnt");
        return failures.isNumber()
                && failures.asLong() == 0
                && stats.path("memory_stats").has("max_usage");
    }

    /** Whether there is anything to measure. */
    static boolean isOfRunning(JsonNode stats) {
        return stats.path("memory_stats").has("usage")
                || stats.path("pids_stats").has("current");
    }

    /**
     * Puts a measurement together.
     *
     * @param stats what the engine says
     * @param events kills and, where known, peak, as {@link Script#EVENTS} prints them; blank if not asked
     */
    static Usage usage(JsonNode stats, String events) {
        JsonNode memory = stats.path("memory_stats");
        JsonNode details = memory.path("stats");
        long droppable = details.has("total_inactive_file")
                ? details.path("total_inactive_file").asLong()
                : details.path("inactive_file").asLong();
        String[] words = events.strip().split(" ");
        long kills = number(words[0]).orElse(0);
        OptionalLong peak = memory.has("max_usage")
                ? OptionalLong.of(memory.path("max_usage").asLong())
                : words.length > 1 ? number(words[1]) : OptionalLong.empty();
        long limit = memory.path("limit").asLong();
        return new Usage(
                Instant.now(),
                Duration.ofNanos(stats.path("cpu_stats")
                        .path("cpu_usage")
                        .path("total_usage")
                        .asLong()),
                Math.max(0, memory.path("usage").asLong() - droppable),
                peak,
                limit > 0 && limit < NO_LIMIT ? OptionalLong.of(limit) : OptionalLong.empty(),
                kills);
    }

    private static OptionalLong number(String word) {
        return word.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(word)) : OptionalLong.empty();
    }
}
