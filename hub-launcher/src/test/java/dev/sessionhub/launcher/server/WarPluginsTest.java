package dev.sessionhub.launcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.registry.PluginRegistry;
import dev.sessionhub.spi.registry.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarPluginsTest {

    private static final String INDEPENDENT = "<payara-web-app><class-loader delegate=\"false\"/></payara-web-app>";

    @TempDir
    Path folder;

    private final List<String> done = new ArrayList<>();
    private WarPlugins plugins;

    @BeforeEach
    void look() {
        plugins = new WarPlugins(folder, new WarPlugins.Server() {
            @Override
            public boolean deploy(String name, String contextRoot, Path war) {
                done.add("deploy " + contextRoot);
                return !name.equals("unlucky");
            }

            @Override
            public void undeploy(String name) {
                done.add("undeploy " + name);
            }
        });
    }

    @AfterEach
    void forgetRefusals() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        twice();
        assertThat(PluginRegistry.refusals()).isEmpty();
    }

    @Test
    void a_file_is_deployed_once_it_is_complete_and_undeployed_when_it_is_gone() throws IOException {
        war("some", INDEPENDENT);
        plugins.look();
        assertThat(done).as("it may still be written to").isEmpty();
        plugins.look();
        plugins.look();
        assertThat(done).containsExactly("deploy /plugins/some");
        Files.delete(folder.resolve("some.war"));
        plugins.look();
        assertThat(done).containsExactly("deploy /plugins/some", "undeploy some");
    }

    @Test
    void a_changed_file_is_deployed_again() throws IOException {
        war("some", INDEPENDENT);
        twice();
        war("some", INDEPENDENT + "<!-- longer -->");
        twice();
        twice();
        assertThat(done).containsExactly("deploy /plugins/some", "undeploy some", "deploy /plugins/some");
    }

    @Test
    void what_would_get_the_servers_libraries_is_refused() throws IOException {
        war("some", "<payara-web-app/>");
        twice();
        assertThat(done).isEmpty();
        assertRefused("some", "delegate=\"false\"");
    }

    @Test
    void what_packs_the_contracts_is_refused() throws IOException {
        war("some", INDEPENDENT, "WEB-INF/lib/hub-spi-1.0.jar");
        war("other", INDEPENDENT, "WEB-INF/classes/dev/sessionhub/spi/Secret.class");
        twice();
        assertThat(done).isEmpty();
        assertRefused("some", "hub-spi-1.0.jar");
        assertRefused("other", "Secret.class");
    }

    @Test
    void what_is_no_archive_or_has_no_name_or_fails_is_refused() throws IOException {
        Files.writeString(folder.resolve("broken.war"), "no archive");
        war("Not A Name", INDEPENDENT);
        war("unlucky", INDEPENDENT);
        twice();
        assertRefused("broken", "cannot be read");
        assertRefused("Not A Name", "must match");
        assertRefused("unlucky", "did not accept");
    }

    @Test
    void what_is_mended_is_no_longer_refused() throws IOException {
        war("some", "<payara-web-app/>");
        twice();
        war("some", INDEPENDENT);
        twice();
        twice();
        assertThat(PluginRegistry.refusals()).isEmpty();
        assertThat(done).containsExactly("deploy /plugins/some");
    }

    private void twice() {
        plugins.look();
        plugins.look();
    }

    private void assertRefused(String name, String reason) {
        assertThat(PluginRegistry.refusals())
                .filteredOn(refusal -> refusal.name().equals(name))
                .singleElement()
                .extracting(Refusal::reason)
                .asString()
                .contains(reason);
    }

    private void war(String name, String descriptor, String... more) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(folder.resolve(name + ".war")))) {
            out.putNextEntry(new JarEntry("WEB-INF/payara-web.xml"));
            out.write(descriptor.getBytes(StandardCharsets.UTF_8));
            for (String entry : more) {
                out.putNextEntry(new JarEntry(entry));
            }
        }
    }
}
