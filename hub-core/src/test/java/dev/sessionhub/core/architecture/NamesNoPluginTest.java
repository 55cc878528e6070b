package dev.sessionhub.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What byte code does not show: a plug-in's name in a text or a comment. */
class NamesNoPluginTest {

    private static final Pattern NAME = Pattern.compile("(?i)jgit|docker|proxmox|provider-local|\"local\"");

    @Test
    void no_line_of_the_core_or_the_web_layer_names_a_plug_in() throws IOException {
        Path root = Path.of(System.getProperty("hub.root", ".."));
        List<String> found = new ArrayList<>();
        for (String module : List.of("hub-core", "hub-web")) {
            found.addAll(lines(root.resolve(module).resolve("src/main/java")));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void the_pattern_finds_what_it_is_for() {
        assertThat(Stream.of(
                        "import org.eclipse.jgit.lib.Repository;",
                        "// as Docker does",
                        "\"provider-local\"",
                        "x = \"local\";"))
                .allMatch(line -> NAME.matcher(line).find());
    }

    private static List<String> lines(Path sources) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (NAME.matcher(line).find()) {
                        found.add(file.getFileName() + ": " + line.strip());
                    }
                }
            }
        }
        return found;
    }
}
