package dev.sessionhub.web.json;

import dev.sessionhub.core.failure.Violation;
import jakarta.json.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How JSON objects become one kind of record. */
final class RecordBinding<T> {

    private static final Map<Class<?>, RecordBinding<?>> KNOWN = new ConcurrentHashMap<>();

    private final List<RecordComponent> components;
    private final Constructor<T> constructor;

    private RecordBinding(Class<T> type) {
        this.components = List.of(Objects.requireNonNull(type.getRecordComponents(), type::getName));
        this.constructor = constructor(type);
    }

    @SuppressWarnings("unchecked")
    static <T> RecordBinding<T> of(Class<T> type) {
        RecordBinding<?> known = KNOWN.get(type);
        if (known == null) {
            known = new RecordBinding<>(type);
            KNOWN.put(type, known);
        }
        return (RecordBinding<T>) known;
    }

    /** The record; null if there was a violation, which is then in the list. */
    @Nullable
    T bind(JsonObject object, String path, List<Violation> violations) {
        int before = violations.size();
        refuseUnknown(object, path, violations);
        List<@Nullable Object> values = new ArrayList<>();
        for (RecordComponent component : components) {
            String field = path + component.getName();
            values.add(
                    ValueBinding.bind(object.get(component.getName()), component.getGenericType(), field, violations));
        }
        return violations.size() > before ? null : make(values, path, violations);
    }

    private void refuseUnknown(JsonObject object, String path, List<Violation> violations) {
        TreeSet<String> unknown = new TreeSet<>(object.keySet());
        components.forEach(component -> unknown.remove(component.getName()));
        String known = components.stream().map(RecordComponent::getName).collect(Collectors.joining(", "));
        unknown.stream()
                .limit(10)
                .forEach(name -> violations.add(new Violation(path + brief(name), "is not known; known are " + known)));
    }

    private @Nullable T make(List<@Nullable Object> values, String path, List<Violation> violations) {
        try {
            return constructor.newInstance(values.toArray());
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                String field = path.isEmpty() ? "body" : path.substring(0, path.length() - 1);
                violations.add(new Violation(field, String.valueOf(refused.getMessage())));
                return null;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(constructor + " cannot be called", e);
        }
    }

    private static <T> Constructor<T> constructor(Class<T> type) {
        try {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            Constructor<T> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(type + " has no canonical constructor", e);
        }
    }

    static String brief(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64) + "...";
    }
}
