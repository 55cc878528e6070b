package dev.sessionhub.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitBackendsTest {

    private static final String PLUGIN = """
            import dev.sessionhub.spi.*;
            import dev.sessionhub.spi.git.*;

            public class Plugin implements GitBackendFactory {
                public String type() {
                    return "paper";
                }

                public GitBackend create(ProviderConfig config) {
                    throw new IllegalStateException();
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void a_type_that_no_plug_in_offers_is_a_problem_that_names_those_there_are() throws Exception {
        Path plugins = plugins();
        Files.createDirectories(plugins.resolve("empty"));
        Files.createDirectories(plugins.resolve("broken"));
        Files.writeString(plugins.resolve("broken/broken.jar"), "no jar");

        assertThat(new GitBackends(plugins).problem("paper")).isEmpty();
        assertThat(new GitBackends(plugins).problem("svn"))
                .hasValueSatisfying(problem -> assertThat(problem).contains("one of [paper]", plugins.toString()));
        assertThat(new GitBackends(folder.resolve("nowhere")).problem("paper")).isPresent();
    }

    @Test
    void a_web_application_may_bring_it() throws Exception {
        Path plugins = plugins();
        Files.writeString(plugins.resolve("later.war"), "");

        assertThat(new GitBackends(plugins).problem("svn")).isEmpty();
    }

    private Path plugins() throws Exception {
        Path source = Files.writeString(folder.resolve("Plugin.java"), PLUGIN);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        assertThat(failed).isZero();
        Path jar = Files.createDirectories(folder.resolve("plugins/paper")).resolve("plugin.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("Plugin.class"));
            out.write(Files.readAllBytes(folder.resolve("Plugin.class")));
            out.putNextEntry(new ZipEntry("META-INF/services/dev.sessionhub.spi.git.GitBackendFactory"));
            out.write("Plugin\n".getBytes(StandardCharsets.UTF_8));
        }
        return folder.resolve("plugins");
    }
}
