package dev.sessionhub.core.session.part;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A list of words, each URL-encoded, with spaces between them. */
@Converter
public class WordsConverter implements AttributeConverter<List<String>, String> {

    @Override
    public String convertToDatabaseColumn(@Nullable List<String> words) {
        return words == null
                ? ""
                : words.stream()
                        .map(word -> "=" + URLEncoder.encode(word, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(" "));
    }

    @Override
    public List<String> convertToEntityAttribute(@Nullable String text) {
        return text == null || text.isEmpty()
                ? List.of()
                : Stream.of(text.split(" "))
                        .map(word -> URLDecoder.decode(word.substring(1), StandardCharsets.UTF_8))
                        .toList();
    }
}
