package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth.Status;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What goes wrong has a reason and leaves nothing behind. */
class FailureTest extends HubTest {

    @Test
    void an_image_without_tmux_and_git_is_named_and_its_environment_is_not_left_running() {
        ContainerHandle handle = hub().provider().create(of(TestEngine.BASE));
        refused(
                Code.INVALID_REQUEST,
                "tmux is missing; git is missing",
                () -> hub().provider().start(handle));
        assertThat(hub().provider().find(handle).orElseThrow().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void an_image_without_a_shell_is_named() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        TestEngine.run(
                List.of("sh", "-c", "tar -C " + empty + " -c . | docker import - hub-test/empty:latest"),
                Map.of("DOCKER_HOST", "unix://" + TestEngine.get().socket()));
        ContainerHandle handle = hub().provider().create(of("hub-test/empty:latest"));
        refused(Code.INVALID_REQUEST, "no /bin/sh", () -> hub().provider().start(handle));
    }

    @Test
    void a_missing_image_that_cannot_be_fetched_either_is_named() {
        try (TestHub pulling = new TestHub(folder.resolve("pulling"), Map.of("pull", "missing"))) {
            ContainerSpec spec = pulling.spec(
                    Optional.of("127.0.0.1:1/nobody/nothing:1"), ResourceLimits.DEFAULTS, NetworkPolicy.NONE, Map.of());
            refused(
                    Code.INVALID_REQUEST,
                    "could not be fetched",
                    () -> pulling.provider().create(spec));
            assertThat(pulling.state()).isEmptyDirectory();
        }
        refused(Code.INVALID_REQUEST, "has no image", () -> hub().provider().create(of("nobody/nothing:1")));
    }

    @Test
    void the_first_sessions_of_a_hub_can_be_made_at_the_same_moment() {
        try (ContainerProvider second = hub().again()) {
            List<CompletableFuture<ContainerHandle>> made = Stream.of(
                            hub().provider(), second, hub().provider(), second)
                    .map(maker -> CompletableFuture.supplyAsync(
                            () -> maker.create(hub().spec(
                                            Optional.empty(),
                                            ResourceLimits.DEFAULTS,
                                            NetworkPolicy.INTERNET,
                                            Map.of())),
                            task -> Thread.ofVirtual().start(task)))
                    .toList();
            assertThat(made).allSatisfy(one -> assertThat(one.join().provider()).isEqualTo("docker"));
        }
    }

    @Test
    void a_name_that_somebody_else_has_is_left_to_him() {
        ContainerSpec spec = hub().spec();
        String name = "session-hub-" + hub().id() + "-" + spec.sessionId();
        TestEngine.get().docker("create", "--name", name, TestEngine.BASE, "true");
        refused(Code.CONFLICT, name, () -> hub().provider().create(spec));
        ContainerHandle handle = new ContainerHandle("docker", name);
        assertThat(hub().provider().find(handle)).isEmpty();
        hub().provider().remove(handle);
        assertThat(TestEngine.get().docker("rm", name)).isEqualTo(name);
        assertThat(hub().state()).isEmptyDirectory();
    }

    @Test
    void a_container_removed_by_hand_is_gone_and_can_be_made_again() {
        ContainerSpec spec = hub().spec();
        ContainerHandle handle = hub().running(spec);
        hub().sh(handle, "echo kept > $HOME/a");
        TestEngine.get().docker("rm", "--force", handle.id());
        assertThat(hub().provider().find(handle)).isEmpty();
        assertThat(hub().provider().list()).isEmpty();
        assertThat(hub().running(spec)).isEqualTo(handle);
        assertThat(hub().sh(handle, "cat $HOME/a").out()).isEqualTo("kept\n");
    }

    @Test
    void a_program_that_stops_its_own_environment_hurts_only_itself() {
        ContainerHandle handle = hub().running(hub().spec());
        try (ExecProcess process = hub().provider().exec(handle, ExecSpec.of("sh", "-c", "kill -KILL -1"))) {
            assertThat(process.waitFor()).isNotZero();
        }
        hub().provider().stop(handle, Duration.ofSeconds(1));
        hub().provider().start(handle);
        assertThat(hub().sh(handle, "echo again").out()).isEqualTo("again\n");
    }

    @Test
    void an_engine_that_is_gone_is_named_and_found_again_when_it_is_back() {
        ContainerSpec spec = hub().spec();
        ContainerHandle handle = hub().running(spec);
        ExecProcess process = hub().provider().exec(handle, ExecSpec.of("cat"));
        TestEngine.get().kill();
        try {
            assertThatThrownBy(process::waitFor)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            lost -> assertThat(lost.code()).isEqualTo(Code.UNAVAILABLE));
            process.close();
            refused(Code.UNAVAILABLE, "is it running?", () -> hub().provider().list());
            refused(Code.UNAVAILABLE, "is it running?", () -> hub().provider().find(handle));
            refused(Code.UNAVAILABLE, "is it running?", () -> hub().provider().create(hub().spec()));
            assertThat(hub().provider().health().status()).isEqualTo(Status.DOWN);
        } finally {
            TestEngine.get().startAgain();
        }
        assertThat(hub().provider().health().status()).isEqualTo(Status.UP);
        assertThat(hub().provider().list()).singleElement().satisfies(found -> {
            assertThat(found.sessionId()).isEqualTo(spec.sessionId());
            assertThat(found.state()).isEqualTo(State.STOPPED);
            assertThat(found.reason()).hasValueSatisfying(why -> assertThat(why).contains("restarted"));
        });
        hub().provider().start(handle);
        assertThat(hub().sh(handle, "echo again").out()).isEqualTo("again\n");
        assertThat(hub().state().resolve("environments"))
                .isDirectoryContaining(path -> path.endsWith(spec.sessionId().toString()));
    }

    @Test
    void an_engine_told_to_starts_sessions_again_itself() {
        try (TestHub again = new TestHub(folder.resolve("again"), Map.of("restart", "engine"))) {
            assertThat(again.provider().capabilities()).contains(Capability.PERSISTENT_AFTER_REBOOT);
            assertThat(hub().provider().capabilities()).doesNotContain(Capability.PERSISTENT_AFTER_REBOOT);
            ContainerHandle kept = again.running(again.spec());
            ContainerHandle left = hub().running(hub().spec());
            TestEngine.get().stop();
            TestEngine.get().startAgain();
            assertThat(again.sh(kept, "echo again").out()).isEqualTo("again\n");
            assertThat(hub().provider().find(left).orElseThrow().state()).isEqualTo(State.STOPPED);
        }
    }

    @Test
    void what_ended_with_the_engine_is_told_from_what_somebody_stopped() {
        ContainerHandle lost = hub().running(hub().spec());
        TestEngine.get().stop();
        TestEngine.get().startAgain();
        assertThat(hub().provider().find(lost).orElseThrow().reason())
                .hasValue("the engine or its machine was restarted");
        hub().provider().start(lost);
        TestEngine.get().docker("stop", lost.id());
        assertThat(hub().provider().find(lost).orElseThrow().reason()).isEmpty();
        TestEngine.get().docker("start", lost.id());
        TestEngine.get().docker("kill", lost.id());
        assertThat(hub().provider().find(lost).orElseThrow().reason()).hasValue("it was killed");
    }

    @Test
    void strange_handles_reach_nothing() {
        for (String id : new String[] {"../x", "session-hub-" + hub().id() + "-" + "x".repeat(36), "a/b?c=d", "*"}) {
            assertThat(hub().provider().find(new ContainerHandle("docker", id))).isEmpty();
            refused(Code.NOT_FOUND, "does not exist", () -> hub().provider().start(new ContainerHandle("docker", id)));
        }
        refused(
                Code.INVALID_REQUEST,
                "not of docker",
                () -> hub().provider()
                        .find(new ContainerHandle("other", "session-hub-" + hub().id() + "-" + UUID.randomUUID())));
    }

    @Test
    void an_engine_that_never_answers_does_not_hold_up_the_health_check() throws IOException {
        try (FakeEngine silent = FakeEngine.silent(folder.resolve("s"));
                ContainerProvider provider = speakingTo(silent)) {
            long begin = System.nanoTime();
            assertThat(provider.health().status()).isEqualTo(Status.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void podman_and_engines_too_old_or_too_new_are_refused_in_words() throws IOException {
        String podman = "{\"Version\":\"4.3\",\"ApiVersion\":\"1.41\",\"Components\":[{\"Name\":\"Podman Engine\"}]}";
        refusedBy(podman, "is Podman");
        refusedBy("{\"Version\":\"19.3\",\"ApiVersion\":\"1.40\",\"MinAPIVersion\":\"1.12\"}", "20.10");
        refusedBy("{\"Version\":\"99\",\"ApiVersion\":\"1.99\",\"MinAPIVersion\":\"1.90\"}", "1.90");
        refusedBy("{}", "does not answer as a Docker Engine");
    }

    private void refusedBy(String version, String words) throws IOException {
        try (FakeEngine engine = FakeEngine.answering(folder.resolve("f"), version);
                ContainerProvider provider = speakingTo(engine)) {
            refused(Code.UNSUPPORTED, words, provider::list);
            assertThat(provider.health().summary()).contains(words);
        }
    }

    private ContainerProvider speakingTo(FakeEngine engine) {
        return new DockerProviderFactory()
                .create(new ProviderConfig("docker", "h", folder, Map.of("endpoint", "unix://" + engine.socket())));
    }

    private ContainerSpec of(String image) {
        return hub().spec(Optional.of(image), ResourceLimits.DEFAULTS, NetworkPolicy.NONE, Map.of());
    }

    private static void refused(Code code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProviderException.class, refusal -> {
            assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
            assertThat(refusal).hasMessageContaining(words);
        });
    }
}
