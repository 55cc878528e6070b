package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching an image that is missing, from a registry of the test's own. */
class PullTest {

    @TempDir
    Path folder;

    @Test
    void an_image_comes_layer_by_layer() throws Exception {
        try (TestRegistry registry = new TestRegistry(folder, false);
                Engine engine =
                        new Engine("test", new Endpoint.Unix(TestEngine.get().socket()))) {
            Images images = new Images(engine, true, Optional.empty());
            List<Progress> steps = new CopyOnWriteArrayList<>();
            String id = images.require("the test", registry.image(), steps::add).id();
            assertThat(images.find("the test", registry.image()))
                    .map(Images.Image::id)
                    .hasValue(id);
            assertThat(steps)
                    .extracting(step -> step.detail().orElseThrow().replaceFirst(".*: ", ""))
                    .contains("Downloading", "Download complete", "Pull complete");
            assertThat(steps).anySatisfy(step -> assertThat(step.percent()).hasValue(100));
            TestEngine.get().docker("rmi", registry.image());
        }
    }

    @Test
    void preparing_tells_how_far_it_has_come_and_leaves_create_nothing_to_fetch() throws Exception {
        try (TestRegistry registry = new TestRegistry(folder, false);
                TestHub hub = new TestHub(folder, Map.of("pull", "missing"))) {
            List<Progress> told = new CopyOnWriteArrayList<>();
            hub.provider().prepare(Optional.of(registry.image()), told::add);
            assertThat(told).extracting(Progress::step).containsOnly("fetching the image " + registry.image());
            assertThat(told.getLast().percent()).hasValue(100);
            assertThat(TestEngine.get().docker("image", "ls", "--quiet", registry.image()))
                    .isNotEmpty();
            TestEngine.get().docker("rmi", registry.image());
        }
    }

    @Test
    void a_create_that_fetches_can_be_interrupted_and_leaves_nothing() throws Exception {
        try (TestRegistry registry = new TestRegistry(folder, true);
                TestHub hub = new TestHub(folder, Map.of("pull", "missing"))) {
            ContainerSpec spec =
                    hub.spec(Optional.of(registry.image()), ResourceLimits.DEFAULTS, NetworkPolicy.NONE, Map.of());
            CompletableFuture<Code> outcome = new CompletableFuture<>();
            Thread creating = Thread.ofVirtual().start(() -> {
                try {
                    hub.provider().create(spec);
                } catch (ProviderException failure) {
                    outcome.complete(failure.code());
                }
            });
            registry.awaitLayerAsked();
            creating.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo(Code.CANCELLED);
            assertThat(hub.provider().list()).isEmpty();
            assertThat(hub.state()).isEmptyDirectory();
            assertThat(TestEngine.get().docker("image", "ls", "--quiet", registry.image()))
                    .isEmpty();
        }
    }
}
