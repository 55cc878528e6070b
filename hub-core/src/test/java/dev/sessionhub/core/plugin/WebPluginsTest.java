package dev.sessionhub.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.plugin.health.ProviderStatus.Verdict;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.registry.PluginRegistry;
import dev.sessionhub.spi.registry.Registration;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins that come as web applications: here, class loaders of the test's own that register and leave. */
class WebPluginsTest {

    @TempDir
    Path scratch;

    private PluginJars jars;
    private PluginJars elsewhere;
    private Providers providers;

    @BeforeEach
    void open() throws IOException {
        jars = new PluginJars(Files.createDirectory(scratch.resolve("plugins")));
        elsewhere = new PluginJars(Files.createDirectory(scratch.resolve("wars")));
        jars.scripted("folder", "scripted");
        ProviderSettings here = new ProviderSettings("here", "scripted", Map.of());
        ProviderSettings web = new ProviderSettings("web", "webby", Map.of());
        ProviderSettings git = new ProviderSettings("git", "none", Map.of());
        PluginSettings settings =
                new PluginSettings(jars.directory(), scratch.resolve("state"), "hub", List.of(here, web), "here", git);
        providers = Providers.open(settings, Patience.tuning(InstantSource.system()));
    }

    @AfterEach
    void close() {
        providers.close();
    }

    /** A web application as far as the hub can see. */
    private final class WebApplication implements AutoCloseable {

        private final URLClassLoader loader;
        private final Registration registration;

        WebApplication(String name, String type, SpiVersion needs) throws Exception {
            Path jar = elsewhere.scripted(name, type);
            loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, PluginRegistry.class.getClassLoader());
            Object factory =
                    loader.loadClass("plugin.ScriptedPlugin").getConstructor().newInstance();
            registration = PluginRegistry.register(name, (ContainerProviderFactory) factory, needs);
        }

        WebApplication(String type) throws Exception {
            this("application", type, SpiVersion.FIRST);
        }

        @Override
        public void close() throws IOException {
            registration.close();
            loader.close();
        }
    }

    @Test
    void a_provider_is_missing_until_its_application_is_deployed_and_after_it_left() throws Exception {
        assertThatThrownBy(() -> providers.provider("web"))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("\"webby\"");
        for (int round = 0; round < 3; round++) {
            try (WebApplication _ = new WebApplication("webby")) {
                assertThat(providers.provider("web").list()).isEmpty();
                Patience.until("health is asked", () -> health("web").equals(Verdict.UP));
            }
            assertThatThrownBy(() -> providers.provider("web"))
                    .isInstanceOf(ProviderException.class)
                    .hasMessageContaining("has left");
            assertThat(health("web")).isEqualTo(Verdict.DOWN);
        }
        assertThat(providers.provider("here").list()).as("the others go on").isEqualTo(List.<Container>of());
    }

    @Test
    void programs_of_a_plug_in_that_leaves_are_closed() throws Exception {
        WebApplication application = new WebApplication("webby");
        ExecProcess program = providers.provider("web").exec(new ContainerHandle("web", "any"), ExecSpec.of("true"));
        application.close();
        assertThat(scratch.resolve("state/web/called-exec-close")).exists();
        assertThat(scratch.resolve("state/web/called-close")).exists();
        program.close();
    }

    @Test
    void what_needs_a_newer_version_is_named_and_not_used() throws Exception {
        try (WebApplication _ = new WebApplication("application", "webby", new SpiVersion(1, 99))) {
            assertThat(providers.brokenPlugins())
                    .singleElement()
                    .satisfies(broken ->
                            assertThat(broken.name() + broken.reason()).contains("application", "1.99", "newer hub"));
            assertThatThrownBy(() -> providers.provider("web")).isInstanceOf(ProviderException.class);
        }
        assertThat(providers.brokenPlugins()).isEmpty();
    }

    @Test
    void what_offers_the_same_as_a_folder_is_named_and_the_folder_stays_in_use() throws Exception {
        try (WebApplication _ = new WebApplication("scripted")) {
            assertThat(providers.brokenPlugins())
                    .singleElement()
                    .satisfies(broken -> assertThat(broken.name() + broken.reason())
                            .contains("application", "plug-in folder offers", "\"scripted\""));
            assertThat(providers.provider("here").list()).isEmpty();
        }
    }

    @Test
    void nothing_of_an_application_that_left_is_held() throws Exception {
        WeakReference<ClassLoader> left = deployAndLeave();
        Patience.until("the class loader is let go", () -> {
            System.gc();
            return left.get() == null;
        });
    }

    private WeakReference<ClassLoader> deployAndLeave() throws Exception {
        try (WebApplication application = new WebApplication("webby")) {
            providers.provider("web").list();
            providers.provider("web").exec(new ContainerHandle("web", "any"), ExecSpec.of("true"));
            return new WeakReference<>(application.loader);
        }
    }

    private Verdict health(String name) {
        Optional<ProviderDescriptor> found = providers.descriptors().stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        return found.orElseThrow().health().verdict();
    }
}
