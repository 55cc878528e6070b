package dev.sessionhub.web.json;

import dev.sessionhub.core.failure.HubException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Query parameters that are not just text. */
public final class Query {

    private Query() {}

    /** Text; empty if it is absent or blank. */
    public static Optional<String> text(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** One of an enum's constants, in any case. */
    public static <E extends Enum<E>> Optional<E> constant(String name, @Nullable String value, Class<E> type) {
        return text(value)
                .map(word -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(word))
                        .findFirst()
                        .orElseThrow(() -> HubException.invalid(
                                name, "must be one of " + Arrays.toString(type.getEnumConstants()))));
    }

    /** A whole number that is not negative; 0 if it is absent. */
    public static long number(String name, @Nullable String value) {
        String text = text(value).orElse("0");
        if (!text.matches("[0-9]{1,18}")) {
            throw HubException.invalid(name, "must be a whole number");
        }
        return Long.parseLong(text);
    }

    /** True or false; false if it is absent. */
    public static boolean truth(String name, @Nullable String value) {
        return switch (text(value).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw HubException.invalid(name, "must be true or false");
        };
    }
}
