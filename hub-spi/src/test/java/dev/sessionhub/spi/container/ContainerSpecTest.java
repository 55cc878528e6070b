package dev.sessionhub.spi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.Secret;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ContainerSpecTest {

    private static ContainerSpec spec(String name, Path workspace, Map<String, String> environment) {
        return new ContainerSpec(
                UUID.randomUUID(),
                name,
                Optional.empty(),
                workspace,
                List.of(),
                environment,
                Map.of("TOKEN", Secret.of("hunter2")),
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }

    @Test
    void aSpecCopiesWhatItIsGiven() {
        Map<String, String> environment = new HashMap<>(Map.of("A", "1"));
        ContainerSpec spec = spec("calm-otter", Path.of("/w"), environment);
        environment.put("B", "2");
        assertThat(spec.environment()).containsOnlyKeys("A");
    }

    @Test
    void aSpecDoesNotPrintItsSecrets() {
        assertThat(spec("a", Path.of("/w"), Map.of()).toString()).doesNotContain("hunter2");
    }

    @Test
    void badPartsAreQuoted() {
        assertThatThrownBy(() -> spec("Calm Otter", Path.of("/w"), Map.of())).hasMessageContaining("\"Calm Otter\"");
        assertThatThrownBy(() -> spec("a", Path.of("w"), Map.of())).hasMessageContaining("\"w\"");
        assertThatThrownBy(() -> spec("a", Path.of("/w/../x"), Map.of())).hasMessageContaining("normalised");
        assertThatThrownBy(() -> spec("a", Path.of("/w"), Map.of("A-B", ""))).hasMessageContaining("\"A-B\"");
        assertThatThrownBy(() -> spec("a", Path.of("/w"), Map.of("A", "x\0y"))).hasMessageContaining("NUL");
        assertThatThrownBy(() -> spec("a", Path.of("/w"), Map.of("SESSION_HUB_RUN", "/x")))
                .hasMessageContaining("SESSION_HUB_");
    }

    @Test
    void aMountMustNotCoverTheRoot() {
        assertThatThrownBy(() -> new BindMount(Path.of("/x"), "/", true)).hasMessageContaining("\"/\"");
        assertThatThrownBy(() -> new BindMount(Path.of("/x"), "/a/../b", true)).hasMessageContaining("normalised");
        assertThatThrownBy(() -> new BindMount(Path.of("x"), "/a", true)).hasMessageContaining("\"x\"");
    }

    @Test
    void limitsNoProgramCanLiveInAreRefused() {
        assertThatThrownBy(() -> new ResourceLimits(OptionalLong.of(1), OptionalDouble.empty(), OptionalLong.empty()))
                .hasMessageContaining("16 MiB");
        assertThatThrownBy(() ->
                        new ResourceLimits(OptionalLong.empty(), OptionalDouble.of(Double.NaN), OptionalLong.empty()))
                .hasMessageContaining("NaN");
    }

    @Test
    void aCommandNeedsAProgram() {
        assertThatThrownBy(() -> ExecSpec.of()).hasMessageContaining("must name a program");
        assertThatThrownBy(() -> ExecSpec.of(" ")).hasMessageContaining("must name a program");
    }
}
