package dev.sessionhub.core.session.part;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Variables as {@code NAME=value}, the value URL-encoded, with spaces between them. */
@Converter
public class VariablesConverter implements AttributeConverter<Map<String, String>, String> {

    @Override
    public String convertToDatabaseColumn(@Nullable Map<String, String> variables) {
        return variables == null
                ? ""
                : new TreeMap<>(variables)
                        .entrySet().stream()
                                .map(entry -> entry.getKey() + "="
                                        + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining(" "));
    }

    @Override
    public Map<String, String> convertToEntityAttribute(@Nullable String text) {
        Map<String, String> variables = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split(" ")) {
                int equals = pair.indexOf('=');
                variables.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return Map.copyOf(variables);
    }
}
