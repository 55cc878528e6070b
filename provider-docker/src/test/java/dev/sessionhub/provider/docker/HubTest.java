package dev.sessionhub.provider.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a hub of its own on the tests' engine. */
abstract class HubTest {

    @TempDir
    Path folder;

    private Optional<TestHub> opened = Optional.empty();

    @BeforeEach
    void open() {
        opened = Optional.of(new TestHub(folder, Map.of()));
    }

    @AfterEach
    void close() {
        opened.ifPresent(TestHub::close);
    }

    TestHub hub() {
        return opened.orElseThrow();
    }
}
