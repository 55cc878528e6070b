package dev.sessionhub.core.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub writes where an agent writes too. */
class ClaudeConfigurationTest {

    private static final int ROUNDS = 3000;

    @TempDir
    Path home;

    @Test
    void an_agent_that_swaps_a_draft_for_a_link_leads_the_hub_to_no_other_file() throws Exception {
        Path victim = Files.writeString(home.resolve("victim"), "untouched");
        Path folder = Files.createDirectory(home.resolve("claude"));
        AtomicBoolean done = new AtomicBoolean();
        Thread agent = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                swap(folder, victim);
            }
        });
        int written = 0;
        try {
            for (int round = 0; round < ROUNDS; round++) {
                written += seeds(folder) ? 1 : 0;
                assertThat(victim).hasContent("untouched");
            }
        } finally {
            done.set(true);
            agent.join();
        }
        assertThat(written).as("rounds in which the hub could write").isPositive();
    }

    @Test
    void what_it_writes_takes_the_place_of_a_link_and_is_the_owners_alone() throws IOException {
        Path victim = Files.writeString(home.resolve("victim"), "untouched");
        Path folder = Files.createDirectory(home.resolve("claude"));
        Path file = Files.createSymbolicLink(folder.resolve(".claude.json"), victim);
        assertThat(seeds(folder)).isTrue();
        assertThat(victim).hasContent("untouched");
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file).content().contains("hasCompletedOnboarding");
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder(".claude.json", "settings.json");
        }
    }

    /** The agent may well keep the hub from writing: then it does not start. */
    private static boolean seeds(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve("settings.json"));
            new ClaudeConfiguration(folder).seed(Optional.empty(), List.of("/workspace"));
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static void swap(Path folder, Path victim) {
        String[] names = folder.toFile().list((_, name) -> name.endsWith(".new"));
        for (String name : names == null ? new String[0] : names) {
            try {
                Path draft = folder.resolve(name);
                if (!Files.isSymbolicLink(draft)) {
                    Files.delete(draft);
                    Files.createSymbolicLink(draft, victim);
                }
            } catch (IOException _) {
                // The hub was faster.
            }
        }
    }
}
