package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of {@code docker/claude-instance}, as the scripts beside it build it. */
class AgentImageTest {

    private static final long MOST_BYTES = 700L << 20;

    @TempDir
    Path folder;

    @Test
    void it_is_small() {
        String size = TestEngine.get().docker("image", "inspect", "--format", "{{.Size}}", TestEngine.AGENT);
        assertThat(Long.parseLong(size)).isLessThan(MOST_BYTES);
    }

    @Test
    void it_holds_no_program_that_raises_rights_and_no_layer_of_it_a_secret() {
        TestEngine engine = TestEngine.get();
        SavedImage image = saved(TestEngine.AGENT);
        String layers = engine.docker("image", "inspect", "--format", "{{len .RootFS.Layers}}", TestEngine.AGENT);
        assertThat(image.layers()).isEqualTo(Integer.parseInt(layers));
        assertThat(image.files())
                .as("what it is made of, so that nothing was overlooked")
                .contains("usr/local/bin/claude", "usr/bin/tmux");
        assertThat(image.raising()).isEmpty();
        assertThat(image.secrets()).isEmpty();
    }

    @Test
    void what_an_image_should_not_hold_is_found_also_if_a_later_layer_deletes_it() throws IOException {
        Path recipe = Files.createDirectories(folder.resolve("recipe"));
        Files.writeString(recipe.resolve("Dockerfile"), """
                FROM %s
                RUN cp /bin/true /usr/bin/raises && chmod u+s /usr/bin/raises \
                 && cp /bin/true /usr/bin/capable && perl -e '($f, $n, $v) = ("/usr/bin/capable", "security.capability", pack("V5", 0x02000001, 0x400, 0, 0, 0)); \
                      exit syscall(`uname -m` =~ /aarch64/ ? 5 : 188, $f, $n, $v, 20, 0)' \
                 && echo '//registry/:_authToken=x' >/root/.npmrc && mkdir /root/.npm && echo x >/root/.npm/log \
                 && printf -- '-----BEGIN RSA PRIVATE KEY-----\\n%%064d\\n' 0 >/etc/key
                RUN rm -r /root/.npmrc /root/.npm /etc/key
                """.formatted(TestEngine.BASE));
        String bad = "hub-test/bad:latest";
        TestEngine.get().docker("build", "--network", "none", "--tag", bad, recipe.toString());
        SavedImage image = saved(bad);
        assertThat(image.raising()).contains("usr/bin/raises", "usr/bin/capable");
        assertThat(image.files()).doesNotContain("root/.npmrc", "etc/key");
        assertThat(image.secrets())
                .containsExactlyInAnyOrder(
                        "layer 2: root/.npmrc by its name",
                        "layer 2: root/.npmrc by its text",
                        "layer 2: root/.npm/log by its name",
                        "layer 2: etc/key by its text");
    }

    private SavedImage saved(String image) {
        Path archive = folder.resolve("image.tar");
        TestEngine.get().docker("save", "--output", archive.toString(), image);
        return SavedImage.of(archive);
    }

    @Test
    void its_description_holds_no_secret_and_no_certificate_of_the_build() {
        TestEngine engine = TestEngine.get();
        assertThat(engine.docker("history", "--no-trunc", TestEngine.AGENT)
                        + engine.docker("image", "inspect", "--format", "{{json .Config}}", TestEngine.AGENT))
                .doesNotContainIgnoringCase("api_key")
                .doesNotContainIgnoringCase("token");
        assertThat(engine.docker(
                        "run", "--rm", "--entrypoint", "ls", TestEngine.AGENT, "/usr/local/share/ca-certificates"))
                .isEmpty();
        assertThat(engine.docker("image", "inspect", "--format", "{{.Config.User}}", TestEngine.AGENT))
                .isEqualTo("1000:1000");
    }

    @Test
    void its_programs_run_in_a_session() {
        try (TestHub hub = new TestHub(folder, Map.of())) {
            ContainerHandle handle = hub.running(hub.spec());
            assertThat(hub.sh(handle, "claude --version").out()).startsWith("2.1.330");
            assertThat(hub.sh(handle, "tmux -V; git --version; rg --version; less --version")
                            .out())
                    .contains("tmux 3.", "git version 2.", "ripgrep ", "less ");
            assertThat(hub.sh(handle, ". /etc/os-release; test $VERSION_ID -lt 13 || lazygit --version")
                            .code())
                    .isZero();
            assertThat(hub.sh(
                                    handle,
                                    "git init -q . && git -c user.name=a -c user.email=a@b commit -q --allow-empty -m x"
                                            + " && git log --oneline | wc -l")
                            .out()
                            .strip())
                    .isEqualTo("1");
            assertThat(hub.sh(handle, "test -w /usr/local/bin/claude").code()).isNotZero();
        }
    }
}
