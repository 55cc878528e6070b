package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Names that would be something else in a command line. */
abstract class NameClauses extends Clauses {

    NameClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void a_workspace_may_have_any_name() throws IOException {
        Assumptions.assumeTrue(has(Capability.HOST_FILES) || has(Capability.BIND_MOUNTS), "nothing is shared");
        for (String name : HOSTILE_NAMES) {
            ContainerSpec plain = bench().spec();
            Path workspace = Files.createDirectory(plain.workspace().resolve(name));
            Files.writeString(workspace.resolve("mark"), name);
            ContainerHandle handle = bench().running(in(plain, workspace, List.of()));
            assertThat(bench().run(handle, ExecSpec.of("cat", "mark")).out())
                    .as("ContainerSpec.workspace: any path, this one is \"%s\"", name)
                    .isEqualTo(name);
            provider().remove(handle);
        }
    }

    @Test
    void a_mount_may_have_any_name() throws IOException {
        Assumptions.assumeTrue(has(Capability.BIND_MOUNTS), "nothing is mounted");
        for (String name : HOSTILE_NAMES) {
            ContainerSpec plain = bench().spec();
            Path source = Files.createDirectory(bench().newWorkspace().resolve(name));
            Files.writeString(source.resolve("mark"), name);
            BindMount mount = new BindMount(source, "/mnt/" + name, true);
            ContainerHandle handle = bench().running(in(plain, plain.workspace(), List.of(mount)));
            assertThat(bench().run(handle, ExecSpec.of("cat", "/mnt/" + name + "/mark"))
                            .out())
                    .as("BindMount: any source and any target, this one is \"%s\"", name)
                    .isEqualTo(name);
            provider().remove(handle);
        }
    }

    @Test
    void a_file_of_the_workspace_may_have_any_name() {
        ContainerHandle handle = bench().running();
        for (String name : HOSTILE_NAMES) {
            assertThat(bench().run(handle, ExecSpec.of("touch", "--", name)).exitCode())
                    .as("exec: arguments are passed on as they are, this one is \"%s\"", name)
                    .isZero();
            assertThat(bench().run(handle, ExecSpec.of("ls", "-d", "--zero", "--", name))
                            .out())
                    .as("exec: names arrive as they are")
                    .isEqualTo(name + "\0");
        }
    }

    private static ContainerSpec in(ContainerSpec spec, Path workspace, List<BindMount> mounts) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                workspace,
                mounts,
                spec.environment(),
                spec.secrets(),
                spec.limits(),
                spec.network());
    }
}
