package dev.sessionhub.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiVersionTest {

    private static final Path SOURCES =
            Path.of(System.getProperty("hub.root"), "hub-spi/src/main/java/dev/sessionhub/spi");

    @Test
    void an_older_minor_of_the_same_major_is_offered() {
        SpiVersion here = new SpiVersion(2, 3);
        assertThat(here.offers(new SpiVersion(2, 3))).isTrue();
        assertThat(here.offers(new SpiVersion(2, 0))).isTrue();
        assertThat(here.offers(new SpiVersion(2, 4))).isFalse();
        assertThat(here.offers(new SpiVersion(1, 0))).isFalse();
        assertThat(here.offers(new SpiVersion(3, 0))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.", "1.x", "0.1", "01.0", "1.00", "1.0.0", " 1.0", "99999.0"})
    void what_is_no_version_is_named(String text) {
        assertThatThrownBy(() -> SpiVersion.parse(text)).hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void a_version_is_read_as_it_is_written() {
        assertThat(SpiVersion.parse("10.2")).isEqualTo(new SpiVersion(10, 2)).hasToString("10.2");
        assertThat(SpiVersion.parse("10.2")).isGreaterThan(SpiVersion.parse("9.20"));
    }

    @Test
    void every_public_type_says_since_when_it_is_there() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> silent = files.filter(SpiVersionTest::isPublic)
                    .filter(file -> !read(file).contains("@since "))
                    .toList();
            assertThat(silent).isEmpty();
        }
    }

    @Test
    void the_build_writes_the_current_version_into_the_manifest() throws IOException {
        assertThat(Files.readString(Path.of(System.getProperty("hub.root"), "hub-spi/pom.xml")))
                .contains("<spi.version>" + SpiVersion.CURRENT + "</spi.version>");
    }

    private static boolean isPublic(Path file) {
        return file.toString().endsWith(".java") && read(file).lines().anyMatch(line -> line.startsWith("public "));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
