package dev.sessionhub.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OpenApiTest {

    private static final Set<String> CONTRACT = Set.of(
            "post /api/auth/login",
            "post /api/auth/logout",
            "get /api/auth/me",
            "get /api/providers",
            "get /api/projects",
            "post /api/projects",
            "get /api/sessions",
            "post /api/sessions",
            "get /api/sessions/{id}",
            "post /api/sessions/{id}",
            "post /api/sessions/{id}/stop",
            "delete /api/sessions/{id}",
            "post /api/sessions/{id}/restore",
            "post /api/sessions/{id}/attach",
            "get /api/sessions/{id}/git/status",
            "get /api/sessions/{id}/git/diff",
            "get /api/sessions/{id}/events",
            "get /api/events");

    @Test
    void what_is_documented_is_what_there_is() throws IOException {
        assertThat(documented()).isEqualTo(resources());
    }

    @Test
    void the_contract_is_kept() throws IOException {
        assertThat(documented()).containsAll(CONTRACT);
    }

    private static Set<String> documented() throws IOException {
        Set<String> operations = new TreeSet<>();
        String path = "";
        for (String line : document().lines().toList()) {
            if (line.startsWith("components:")) {
                break;
            }
            if (line.matches("  /.*:")) {
                path = line.strip().replaceFirst(":$", "");
            } else if (line.matches("    (get|post|put|delete|patch):")) {
                operations.add(line.strip().replaceFirst(":$", "") + " " + path);
            }
        }
        return operations;
    }

    private static Set<String> resources() {
        Set<String> operations = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.sessionhub.web")) {
            if (type.isAnnotatedWith(Path.class)) {
                Arrays.stream(type.reflect().getDeclaredMethods())
                        .forEach(method -> operation(type.reflect(), method).ifPresent(operations::add));
            }
        }
        return operations;
    }

    private static Optional<String> operation(Class<?> type, Method method) {
        String below = Optional.ofNullable(method.getAnnotation(Path.class))
                .map(path -> "/" + path.value())
                .orElse("");
        String root = Objects.requireNonNull(type.getAnnotation(Path.class)).value();
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(annotation -> annotation.getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(http -> http.value().toLowerCase(Locale.ROOT) + " /api/" + root + below)
                .findFirst();
    }

    private static String document() throws IOException {
        try (InputStream stream =
                Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml"))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
