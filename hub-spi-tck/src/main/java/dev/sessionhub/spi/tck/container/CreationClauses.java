package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

abstract class CreationClauses extends Clauses {

    CreationClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void a_session_has_one_environment_at_most() {
        ContainerSpec spec = bench().spec();
        ContainerHandle handle = provider().create(spec);
        assertRefused(
                "create: ALREADY_EXISTS if this hub has an environment of that session",
                Code.ALREADY_EXISTS,
                () -> provider().create(spec));
        assertThat(provider().list())
                .as("a refused create leaves what there was")
                .extracting(Container::handle)
                .containsExactly(handle);
    }

    @Test
    void an_image_that_does_not_exist_is_refused() {
        ContainerSpec spec = bench().spec();
        refusedWithoutATrace(
                "create: INVALID_REQUEST if the image does not exist",
                changed(spec, Optional.of("no-such-image-of-anybody:never"), spec.workspace(), List.of()),
                "no-such-image-of-anybody:never");
    }

    @Test
    void what_is_there_is_prepared_at_once_and_as_often_as_asked() {
        ContainerSpec spec = bench().spec();
        List<Progress> told = new CopyOnWriteArrayList<>();
        assertThatCode(() -> {
                    provider().prepare(spec.image(), told::add);
                    provider().prepare(spec.image(), told::add);
                })
                .as("prepare: does nothing where all is there, as often as it is asked")
                .doesNotThrowAnyException();
        provider().create(spec);
        assertThat(told)
                .as("prepare: tells of progress, where it has any, in words")
                .allSatisfy(progress -> assertThat(progress.step()).isNotBlank());
    }

    @Test
    void an_image_that_does_not_exist_is_not_prepared() {
        Optional<String> image = Optional.of("no-such-image-of-anybody:never");
        try {
            provider().prepare(image, _ -> {});
        } catch (ProviderException refusal) {
            assertThat(refusal.code())
                    .as("prepare: INVALID_REQUEST if there is no such image")
                    .isEqualTo(Code.INVALID_REQUEST);
            assertThat(refusal).as("the message names the image").hasMessageContaining(image.get());
        }
        assertThat(provider().list()).as("prepare makes no environment").isEmpty();
    }

    @Test
    void a_workspace_that_does_not_exist_is_refused() {
        Assumptions.assumeTrue(has(Capability.HOST_FILES) || has(Capability.BIND_MOUNTS), "nothing is shared");
        ContainerSpec spec = bench().spec();
        Path missing = spec.workspace().resolve("missing");
        refusedWithoutATrace(
                "create: INVALID_REQUEST if the workspace does not exist",
                changed(spec, Optional.empty(), missing, List.of()),
                missing.toString());
    }

    @Test
    void a_mount_that_does_not_exist_is_refused() {
        Assumptions.assumeTrue(has(Capability.HOST_FILES) || has(Capability.BIND_MOUNTS), "nothing is shared");
        ContainerSpec spec = bench().spec();
        Path missing = spec.workspace().resolve("missing");
        refusedWithoutATrace(
                "create: INVALID_REQUEST if a mount's source does not exist",
                changed(spec, Optional.empty(), spec.workspace(), List.of(new BindMount(missing, "/mnt/x", true))),
                missing.toString());
    }

    private void refusedWithoutATrace(String clause, ContainerSpec spec, String named) {
        assertRefused(clause, Code.INVALID_REQUEST, () -> provider().create(spec));
        try {
            provider().create(spec);
        } catch (ProviderException refusal) {
            assertThat(refusal).as("the message names the thing").hasMessageContaining(named);
        }
        assertThat(provider().list())
                .as("a failed create leaves nothing behind")
                .isEmpty();
    }

    private static ContainerSpec changed(
            ContainerSpec spec, Optional<String> image, Path workspace, List<BindMount> mounts) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                image,
                workspace,
                mounts,
                spec.environment(),
                spec.secrets(),
                spec.limits(),
                spec.network());
    }
}
