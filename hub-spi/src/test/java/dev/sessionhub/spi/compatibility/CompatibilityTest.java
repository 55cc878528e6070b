package dev.sessionhub.spi.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.SpiVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompatibilityTest {

    private static final Path MODULE = Path.of(System.getProperty("hub.root"), "hub-spi");
    private static final String GOOD = "package p; public interface Contract { int old(String text); }";

    @TempDir
    Path scratch;

    @Test
    void nothing_of_the_last_release_is_missing() throws IOException {
        Optional<Path> released = lastRelease();
        Assumptions.assumeTrue(released.isPresent(), "left out: there is no release in hub-spi/released yet");
        Path now = jar("now", SpiVersion.CURRENT.toString(), MODULE.resolve("target/classes"));
        assertThat(new Comparison(released.get(), now).complaints()).isEmpty();
    }

    @Test
    void an_unchanged_contract_passes() throws IOException {
        assertThat(complaints("1.0", GOOD, "1.0", GOOD)).isEmpty();
    }

    @Test
    void a_removed_method_is_a_break() throws IOException {
        assertThat(complaints("1.0", GOOD, "1.1", "package p; public interface Contract {}"))
                .containsExactly("p.Contract: METHOD_REMOVED is a break");
    }

    @Test
    void a_changed_parameter_is_a_break() throws IOException {
        String changed = GOOD.replace("String text", "Object text");
        assertThat(complaints("1.0", GOOD, "1.1", changed)).contains("p.Contract: METHOD_REMOVED is a break");
    }

    @Test
    void a_new_method_without_a_default_is_a_break() throws IOException {
        String more = GOOD.replace("}", "int added(); }");
        assertThat(complaints("1.0", GOOD, "1.1", more))
                .containsExactly("p.Contract: METHOD_ADDED_TO_INTERFACE is a break");
    }

    @Test
    void a_new_method_with_a_default_needs_a_new_version() throws IOException {
        String more = GOOD.replace("}", "default int added() { return 1; } }");
        assertThat(complaints("1.0", GOOD, "1.1", more)).isEmpty();
        assertThat(complaints("1.0", GOOD, "1.0", more))
                .singleElement()
                .asString()
                .contains("still 1.0");
    }

    private List<String> complaints(String version, String source, String laterVersion, String laterSource)
            throws IOException {
        Path before = jar("before", version, compiled("before-classes", source));
        return new Comparison(before, jar("after", laterVersion, compiled("after-classes", laterSource))).complaints();
    }

    private static Optional<Path> lastRelease() throws IOException {
        Path folder = MODULE.resolve("released");
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(file -> file.toString().endsWith(".jar")).max(Path::compareTo);
        }
    }

    private Path compiled(String name, String source) throws IOException {
        Path classes = Files.createDirectories(scratch.resolve(name + source.hashCode()));
        StringWriter complaints = new StringWriter();
        boolean done = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        complaints,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-proc:none"),
                        null,
                        List.of(new Source(source)))
                .call();
        assertThat(done).as(complaints.toString()).isTrue();
        return classes;
    }

    private Path jar(String name, String version, Path classes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(SpiVersion.ATTRIBUTE, version);
        Path jar = scratch.resolve(name + "-" + classes.getFileName() + ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, entries);
            }
        }
        return jar;
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        Source(String text) {
            super(URI.create("string:///p/Contract.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
