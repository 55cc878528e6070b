package dev.sessionhub.web.json;

import dev.sessionhub.core.failure.Violation;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.JsonValue.ValueType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How one JSON value becomes one component of a record. */
final class ValueBinding {

    private ValueBinding() {}

    /** The value; null if there was a violation, which is then in the list. */
    static @Nullable Object bind(@Nullable JsonValue value, Type type, String field, List<Violation> violations) {
        boolean absent = value == null || value.getValueType() == ValueType.NULL;
        Class<?> raw = raw(type);
        if (raw == Optional.class) {
            return absent ? Optional.empty() : Optional.ofNullable(bind(value, argument(type, 0), field, violations));
        }
        if (absent && raw == Map.class) {
            return Map.of();
        }
        if (absent || value == null) {
            return refuse(violations, field, "is missing");
        }
        return present(value, type, raw, field, violations);
    }

    private static @Nullable Object present(
            JsonValue value, Type type, Class<?> raw, String field, List<Violation> violations) {
        if (raw == JsonValue.class) {
            return value;
        }
        if (raw == String.class) {
            return value instanceof JsonString text ? text.getString() : wrong(violations, field, "a text", value);
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return switch (value.getValueType()) {
                case TRUE -> true;
                case FALSE -> false;
                default -> wrong(violations, field, "true or false", value);
            };
        }
        if (raw == int.class || raw == Integer.class || raw == long.class || raw == Long.class) {
            return whole(value, raw, field, violations);
        }
        if (raw == double.class || raw == Double.class) {
            return value instanceof JsonNumber number && Double.isFinite(number.doubleValue())
                    ? (Object) number.doubleValue()
                    : wrong(violations, field, "a number", value);
        }
        if (raw.isEnum()) {
            return constant(value, raw, field, violations);
        }
        if (raw == Map.class) {
            return value instanceof JsonObject object
                    ? map(object, argument(type, 1), field, violations)
                    : wrong(violations, field, "an object", value);
        }
        if (raw.isRecord()) {
            return value instanceof JsonObject object
                    ? RecordBinding.of(raw).bind(object, field + ".", violations)
                    : wrong(violations, field, "an object", value);
        }
        throw new IllegalStateException(field + " has a type that requests do not have: " + type);
    }

    private static @Nullable Object whole(JsonValue value, Class<?> raw, String field, List<Violation> violations) {
        if (!(value instanceof JsonNumber number)) {
            return wrong(violations, field, "a whole number", value);
        }
        try {
            long whole = number.bigDecimalValue().longValueExact();
            boolean small = raw == int.class || raw == Integer.class;
            return small ? (Object) Math.toIntExact(whole) : (Object) whole;
        } catch (ArithmeticException _) {
            return refuse(violations, field, "must be a whole number that is not too large");
        }
    }

    private static @Nullable Object constant(JsonValue value, Class<?> raw, String field, List<Violation> violations) {
        List<String> words =
                Arrays.stream(raw.getEnumConstants()).map(ValueBinding::word).toList();
        if (!(value instanceof JsonString text)) {
            return wrong(violations, field, "one of " + String.join(", ", words), value);
        }
        int index = words.indexOf(text.getString());
        return index >= 0
                ? raw.getEnumConstants()[index]
                : refuse(violations, field, "must be one of " + String.join(", ", words));
    }

    private static Map<String, Object> map(JsonObject object, Type type, String field, List<Violation> violations) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.forEach((name, member) -> {
            Object bound = bind(member, type, field + "." + RecordBinding.brief(name), violations);
            if (bound != null) {
                map.put(name, bound);
            }
        });
        return map;
    }

    /** In requests enum constants are written in lower case. */
    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object wrong(List<Violation> violations, String field, String wanted, JsonValue value) {
        String found = switch (value.getValueType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case TRUE, FALSE -> "a truth value";
            case NULL -> "null";
        };
        return refuse(violations, field, "must be " + wanted + ", not " + found);
    }

    private static @Nullable Object refuse(List<Violation> violations, String field, String message) {
        violations.add(new Violation(field, message));
        return null;
    }

    private static Class<?> raw(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
