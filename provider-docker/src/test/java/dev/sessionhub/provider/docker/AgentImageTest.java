package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
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
    void it_holds_no_program_that_raises_rights() {
        String found = TestEngine.get()
                .docker(
                        "run",
                        "--rm",
                        "--user",
                        "0:0",
                        "--network",
                        "none",
                        "--entrypoint",
                        "find",
                        TestEngine.AGENT,
                        "/",
                        "-xdev",
                        "-type",
                        "f",
                        "-perm",
                        "/6000");
        assertThat(found).isEmpty();
        String capable = TestEngine.get()
                .docker(
                        "run",
                        "--rm",
                        "--user",
                        "0:0",
                        "--network",
                        "none",
                        "--entrypoint",
                        "perl",
                        TestEngine.AGENT,
                        "-e",
                        "print `command -v getcap && getcap -r / 2>/dev/null`");
        assertThat(capable.lines().skip(1)).isEmpty();
    }

    @Test
    void no_layer_and_no_description_holds_a_secret_or_a_certificate_of_the_build() {
        TestEngine engine = TestEngine.get();
        assertThat(engine.docker("history", "--no-trunc", TestEngine.AGENT))
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
