package dev.sessionhub.web.sessions;

import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.container.ResourceLimits;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bounds that a client asks for.
 *
 * @param memory bytes, or a text such as {@code 512m} or {@code 2g}
 * @param cpus processors
 */
public record LimitsRequest(Optional<JsonValue> memory, Optional<Double> cpus) {

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,15})\\s*(|[kmgt])(|b|ib)");

    ResourceLimits toLimits() {
        OptionalLong bytes =
                memory.isPresent() ? OptionalLong.of(LimitsRequest.bytes(memory.get())) : OptionalLong.empty();
        OptionalDouble processors = cpus.isPresent() ? OptionalDouble.of(cpus.get()) : OptionalDouble.empty();
        try {
            return new ResourceLimits(bytes, processors, OptionalLong.empty());
        } catch (IllegalArgumentException e) {
            throw HubException.invalid("limits", String.valueOf(e.getMessage()));
        }
    }

    private static long bytes(JsonValue memory) {
        try {
            return switch (memory) {
                case JsonNumber number -> number.bigDecimalValue().longValueExact();
                case JsonString text -> bytes(text.getString());
                default -> throw new ArithmeticException();
            };
        } catch (ArithmeticException _) {
            throw HubException.invalid("limits.memory", "must be bytes, or a text such as 512m or 2g");
        }
    }

    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new ArithmeticException();
        }
        int power = "kmgt".indexOf(size.group(2)) + (size.group(2).isEmpty() ? 0 : 1);
        return Math.multiplyExact(Long.parseLong(size.group(1)), 1L << (10 * power));
    }
}
