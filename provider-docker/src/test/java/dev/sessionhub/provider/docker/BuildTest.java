package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.ProviderHealth.Status;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.Progress;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Building an image that is missing: its second step waits for the test. */
class BuildTest {

    private static final String IMAGE = "hub-test/built:" + UUID.randomUUID();
    private static final int LIMIT = 30_000;

    @TempDir
    Path folder;

    private Optional<ServerSocket> door = Optional.empty();
    private Optional<TestHub> opened = Optional.empty();

    @BeforeEach
    void open() throws IOException {
        ServerSocket waiting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        waiting.setSoTimeout(LIMIT);
        door = Optional.of(waiting);
        Path recipe = Files.createDirectories(folder.resolve("recipe"));
        Files.writeString(recipe.resolve("file"), "of the recipe\n");
        Files.writeString(recipe.resolve("Dockerfile"), """
                ARG BASE
                FROM ${BASE}
                RUN echo it begins; bash -c 'read -r code </dev/tcp/127.0.0.1/%d; echo sorry; exit $code'
                COPY file /usr/local/share/file
                """.formatted(waiting.getLocalPort()));
        Map<String, String> settings =
                Map.of("image", IMAGE, "build", recipe.toString(), "base", TestEngine.AGENT, "memory", "512m");
        opened = Optional.of(new TestHub(folder.resolve("hub"), settings));
    }

    @AfterEach
    void close() throws IOException {
        opened.ifPresent(TestHub::close);
        door.orElseThrow().close();
        if (isThere()) {
            TestEngine.get().docker("rmi", IMAGE);
        }
    }

    @Test
    void a_missing_image_is_built_once_for_all_who_wait_for_it_and_tells_step_by_step() throws Exception {
        assertThat(hub().provider().health().status()).isEqualTo(Status.UP);
        CompletableFuture<Progress> third = new CompletableFuture<>();
        CompletableFuture<Optional<Code>> first = preparing(progress -> {
            if (progress.detail().orElse("").startsWith("step 3 of 4: RUN echo it begins")) {
                third.complete(progress);
            }
        });
        try (Socket step = door.orElseThrow().accept()) {
            CompletableFuture<Optional<Code>> second = preparing(_ -> {});
            Progress told = third.get(30, TimeUnit.SECONDS);
            assertThat(told.step()).isEqualTo("building the image " + IMAGE);
            assertThat(told.percent()).hasValue(50);
            answer(step, "0");
            assertThat(first.get(30, TimeUnit.SECONDS)).isEmpty();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEmpty();
        }
        ContainerHandle handle = hub().running(hub().spec());
        assertThat(hub().sh(handle, "cat /usr/local/share/file").out()).isEqualTo("of the recipe\n");
    }

    @Test
    void a_build_that_is_called_off_ends_on_the_engine_too() throws Exception {
        CompletableFuture<Optional<Code>> outcome = new CompletableFuture<>();
        Thread preparing = Thread.ofVirtual().start(() -> outcome.complete(prepare(_ -> {})));
        try (Socket step = door.orElseThrow().accept()) {
            preparing.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).contains(Code.CANCELLED);
            step.setSoTimeout(LIMIT);
            assertThat(step.getInputStream().read())
                    .as("what the step still says")
                    .isNegative();
        }
        assertThat(isThere()).isFalse();
    }

    @Test
    void a_step_that_fails_is_named_with_its_last_words() throws Exception {
        CompletableFuture<Optional<ProviderException>> outcome = CompletableFuture.supplyAsync(
                () -> failure(_ -> {}), task -> Thread.ofVirtual().start(task));
        try (Socket step = door.orElseThrow().accept()) {
            answer(step, "3");
            assertThat(outcome.get(30, TimeUnit.SECONDS)).hasValueSatisfying(refusal -> {
                assertThat(refusal.code()).isEqualTo(Code.INVALID_REQUEST);
                assertThat(refusal)
                        .hasMessageContaining("returned a non-zero code: 3")
                        .hasMessageContaining("step 3 of 4")
                        .hasMessageContaining("sorry");
            });
        }
    }

    @Test
    void an_engine_that_dies_while_it_builds_is_named() throws Exception {
        CompletableFuture<Optional<Code>> outcome = preparing(_ -> {});
        try (Socket _ = door.orElseThrow().accept()) {
            TestEngine.get().kill();
            try {
                assertThat(outcome.get(30, TimeUnit.SECONDS)).contains(Code.UNAVAILABLE);
            } finally {
                TestEngine.get().startAgain();
            }
        }
    }

    @Test
    void a_recipe_that_is_not_there_is_named() {
        Map<String, String> settings = Map.of("image", IMAGE, "build", folder + "/nowhere");
        try (TestHub lost = new TestHub(folder.resolve("lost"), settings)) {
            assertThatThrownBy(() -> lost.provider().prepare(Optional.empty(), _ -> {}))
                    .isInstanceOfSatisfying(ProviderException.class, refusal -> {
                        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(Code.INVALID_REQUEST);
                        assertThat(refusal).hasMessageContaining("/nowhere");
                    });
        }
    }

    @Test
    void the_recipe_that_comes_with_the_provider_is_whole_and_has_the_machines_certificates() throws IOException {
        Path certificates = Files.createDirectories(folder.resolve("certificates/company"));
        Files.writeString(certificates.resolve("ours.crt"), "-----BEGIN CERTIFICATE-----\n");
        Files.writeString(certificates.resolve("ours.key"), "secret");
        TreeSet<String> packed = new TreeSet<>();
        byte[] tar = Recipe.own(folder.resolve("certificates"));
        try (TarArchiveInputStream in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                packed.add(entry.getName());
            }
        }
        Path source = Path.of(System.getProperty("hub.root", "..")).resolve("docker/claude-instance");
        TreeSet<String> expected = new TreeSet<>(List.of("certificates/ours.crt"));
        try (var files = Files.walk(source)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> expected.add(source.relativize(file).toString()));
        }
        assertThat(packed).isEqualTo(expected);
    }

    private TestHub hub() {
        return opened.orElseThrow();
    }

    private CompletableFuture<Optional<Code>> preparing(Consumer<Progress> listener) {
        return CompletableFuture.supplyAsync(
                () -> prepare(listener), task -> Thread.ofVirtual().start(task));
    }

    /** How it failed; empty if it did not. */
    private Optional<Code> prepare(Consumer<Progress> listener) {
        return failure(listener).map(ProviderException::code);
    }

    private Optional<ProviderException> failure(Consumer<Progress> listener) {
        try {
            hub().provider().prepare(Optional.empty(), listener);
            return Optional.empty();
        } catch (ProviderException refusal) {
            return Optional.of(refusal);
        }
    }

    private static void answer(Socket step, String code) throws IOException {
        step.getOutputStream().write((code + "\n").getBytes(StandardCharsets.UTF_8));
        step.getOutputStream().flush();
    }

    private static boolean isThere() {
        return !TestEngine.get().docker("image", "ls", "--quiet", IMAGE).isEmpty();
    }
}
