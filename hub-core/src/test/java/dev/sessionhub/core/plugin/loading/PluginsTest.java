package dev.sessionhub.core.plugin.loading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sessionhub.core.plugin.PluginJars;
import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsTest {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    @TempDir
    Path scratch;

    private PluginJars jars;

    @BeforeEach
    void aGoodPluginIsAlwaysThere() throws IOException {
        jars = new PluginJars(Files.createDirectory(scratch.resolve("plugins")));
        jars.scripted("good", "good");
    }

    @Test
    void a_folder_of_jars_with_one_factory_is_a_plug_in() {
        try (Plugins plugins = Plugins.load(jars.directory(), DEADLINE)) {
            assertThat(plugins.broken()).isEmpty();
            Plugin good = plugins.find(ContainerProviderFactory.class, "good").orElseThrow();
            assertThat(good.factory().getClass().getClassLoader()).isSameAs(good.loader());
            assertThat(good.factory()).isInstanceOf(ContainerProviderFactory.class);
        }
    }

    @Test
    void a_directory_that_is_not_there_has_no_plug_ins() {
        try (Plugins plugins = Plugins.load(scratch.resolve("missing"), DEADLINE)) {
            assertThat(plugins.broken()).isEmpty();
        }
    }

    @Test
    void a_factory_that_throws_is_named() throws IOException {
        factory("bad", "throw new IllegalArgumentException(\"no luck\");");
        assertBroken("bad", "no luck");
    }

    @Test
    void a_factory_that_hangs_is_given_up() throws IOException {
        factory(
                "bad",
                "while (true) { try { Thread.sleep(100000); } catch (InterruptedException stubborn) { continue; } }");
        assertBroken("bad", "did not load within 2 s");
    }

    @Test
    void a_missing_class_is_named() throws IOException {
        Path jar = factory("bad", "");
        without(jar, "plugin/Bad.class");
        assertBroken("bad", "plugin.Bad");
    }

    @Test
    void classes_of_a_newer_java_are_named() throws IOException {
        Path jar = factory("bad", "");
        rewrite(jar, bytes -> {
            bytes[7] = 127;
            return bytes;
        });
        assertBroken("bad", "newer Java");
    }

    @Test
    void a_corrupt_jar_is_named() throws IOException {
        Files.writeString(Files.createDirectory(jars.directory().resolve("bad")).resolve("x.jar"), "no jar");
        assertBroken("bad", "x.jar");
    }

    @Test
    void a_folder_without_a_jar_or_a_factory_is_named() throws IOException {
        Files.createDirectory(jars.directory().resolve("empty"));
        jars.jar("none", Map.of("plugin.Nothing", "package plugin; class Nothing {}"), List.of());
        try (Plugins plugins = Plugins.load(jars.directory(), DEADLINE)) {
            assertThat(plugins.broken())
                    .extracting(BrokenPlugin::name, BrokenPlugin::reason)
                    .containsExactly(
                            tuple("empty", "there is no jar in it"),
                            tuple("none", "its jars name no factory under META-INF/services"));
        }
    }

    @Test
    void several_factories_in_one_folder_are_named() throws IOException {
        String source = PluginJars.resource("ScriptedPlugin.java.txt");
        jars.jar(
                "bad",
                Map.of(
                        "plugin.ScriptedPlugin",
                        source,
                        "plugin.Second",
                        "package plugin; public class Second implements "
                                + PluginJars.CONTAINERS + " { public String type() { return \"second\"; } public "
                                + "dev.sessionhub.spi.container.ContainerProvider create(dev.sessionhub.spi.ProviderConfig"
                                + " c) { return null; } }"),
                List.of("plugin.ScriptedPlugin", "plugin.Second"));
        assertBroken("bad", "[plugin.ScriptedPlugin, plugin.Second]");
    }

    @Test
    void two_folders_with_the_same_offer_are_both_named_and_not_used() throws IOException {
        jars.scripted("one", "same");
        jars.scripted("two", "same");
        try (Plugins plugins = Plugins.load(jars.directory(), DEADLINE)) {
            assertThat(plugins.broken()).extracting(BrokenPlugin::name).containsExactly("one", "two");
            assertThat(plugins.broken())
                    .allSatisfy(broken -> assertThat(broken.reason()).contains("[one, two]", "\"same\""));
            assertThat(plugins.find(ContainerProviderFactory.class, "same")).isEmpty();
            assertThat(plugins.find(ContainerProviderFactory.class, "good")).isPresent();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.99,a newer hub", "2.0,a newer hub", "one,is no version"})
    void what_was_made_for_another_version_of_the_contracts_is_named(String version, String advice) throws IOException {
        needing(jars.scripted("bad", "bad"), version);
        assertBroken("bad", advice);
    }

    @Test
    void what_was_made_for_this_version_of_the_contracts_is_used() throws IOException {
        needing(jars.scripted("fitting", "fitting"), SpiVersion.CURRENT.toString());
        try (Plugins plugins = Plugins.load(jars.directory(), DEADLINE)) {
            assertThat(plugins.find(ContainerProviderFactory.class, "fitting")).isPresent();
        }
    }

    @Test
    void a_type_that_is_no_type_is_named() throws IOException {
        jars.scripted("bad", "Not A Type");
        assertBroken("bad", "Not A Type");
    }

    private Path factory(String folder, String constructor) throws IOException {
        String source = "package plugin; public class Bad implements " + PluginJars.CONTAINERS + " { public Bad() { "
                + constructor + " } public String type() { return \"bad\"; } public "
                + "dev.sessionhub.spi.container.ContainerProvider create(dev.sessionhub.spi.ProviderConfig c) "
                + "{ return null; } }";
        return jars.jar(folder, Map.of("plugin.Bad", source), List.of("plugin.Bad"));
    }

    private void assertBroken(String folder, String reason) {
        try (Plugins plugins = Plugins.load(jars.directory(), DEADLINE)) {
            assertThat(plugins.broken()).hasSize(1);
            assertThat(plugins.broken().getFirst().name()).isEqualTo(folder);
            assertThat(plugins.broken().getFirst().reason()).contains(reason);
            assertThat(plugins.find(ContainerProviderFactory.class, "good"))
                    .as("the others go on")
                    .isPresent();
        }
    }

    private static void needing(Path jar, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue(SpiVersion.ATTRIBUTE, version);
        Path fresh = jar.resolveSibling("fresh.tmp");
        try (JarFile old = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh), manifest)) {
            for (JarEntry entry : old.stream().toList()) {
                out.putNextEntry(new JarEntry(entry.getName()));
                old.getInputStream(entry).transferTo(out);
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Change {
        byte[] apply(byte[] content);
    }

    private static void without(Path jar, String entry) throws IOException {
        copy(jar, entry, content -> content);
    }

    private static void rewrite(Path jar, Change change) throws IOException {
        copy(jar, "", change);
    }

    private static void copy(Path jar, String left, Change change) throws IOException {
        Path fresh = jar.resolveSibling("fresh.tmp");
        try (JarFile old = new JarFile(jar.toFile());
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(fresh))) {
            for (JarEntry entry :
                    old.stream().filter(one -> !one.getName().equals(left)).toList()) {
                byte[] content = old.getInputStream(entry).readAllBytes();
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(entry.getName().endsWith(".class") ? change.apply(content) : content);
            }
        }
        Files.move(fresh, jar, StandardCopyOption.REPLACE_EXISTING);
    }
}
