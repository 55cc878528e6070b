package dev.sessionhub.launcher.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.launcher.doctor.Finding.Grade;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderChecksTest {

    private static final String PLUGIN = """
            import dev.sessionhub.spi.*;
            import dev.sessionhub.spi.container.*;
            import java.lang.reflect.Proxy;

            public class Plugin implements ContainerProviderFactory {
                public String type() {
                    return "paper";
                }

                public ContainerProvider create(ProviderConfig config) {
                    config.required("colour");
                    var health = new ProviderHealth(
                            ProviderHealth.Status.valueOf(config.required("is")), "it is " + config.required("colour"));
                    return (ContainerProvider) Proxy.newProxyInstance(
                            Plugin.class.getClassLoader(),
                            new Class<?>[] {ContainerProvider.class},
                            (proxy, method, arguments) -> method.getName().equals("health") ? health : null);
                }
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void makeThePlugin() throws Exception {
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
            out.putNextEntry(new ZipEntry("META-INF/services/dev.sessionhub.spi.container.ContainerProviderFactory"));
            out.write("Plugin\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private Finding look(Map<String, String> keys, boolean preferred) {
        return new ProviderChecks(folder.resolve("plugins"), folder.resolve("data")).look("mine", keys, preferred);
    }

    private static Map<String, String> paper(String is) {
        return Map.of("type", "paper", "colour", "blue", "is", is);
    }

    @Test
    void a_provider_says_itself_how_it_is_and_what_is_half_right_is_worse_where_sessions_go_unasked() {
        assertThat(List.of(
                        look(paper("UP"), true),
                        look(paper("DEGRADED"), false),
                        look(paper("DEGRADED"), true),
                        look(paper("DOWN"), false)))
                .extracting(Finding::grade)
                .containsExactly(Grade.OK, Grade.WARN, Grade.FAIL, Grade.FAIL);
        assertThat(look(paper("DOWN"), true).line()).contains("provider mine").contains("it is blue");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void a_setting_that_is_refused_and_a_type_that_nobody_offers_are_named() {
        assertThat(look(Map.of("type", "paper"), true).text()).contains("hub.provider.mine.colour is required");
        assertThat(look(Map.of("type", "stone"), true).text()).contains("is of the type stone, only [paper]");
    }
}
