package dev.sessionhub.core.session.part;

import dev.sessionhub.core.agent.AgentUsage;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What conversations have used, as {@code CONVERSATION=INPUT:OUTPUT:COST} with spaces between them. */
@Converter
public class UsageConverter implements AttributeConverter<Map<UUID, AgentUsage>, String> {

    @Override
    public String convertToDatabaseColumn(@Nullable Map<UUID, AgentUsage> usage) {
        return usage == null
                ? ""
                : usage.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().toText())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    @Override
    public Map<UUID, AgentUsage> convertToEntityAttribute(@Nullable String text) {
        Map<UUID, AgentUsage> usage = new HashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split(" ")) {
                int equals = pair.indexOf('=');
                AgentUsage.parse(pair.substring(equals + 1))
                        .ifPresent(used -> usage.put(UUID.fromString(pair.substring(0, equals)), used));
            }
        }
        return Map.copyOf(usage);
    }
}
