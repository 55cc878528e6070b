package dev.sessionhub.proxmox.simulator.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    Path folder;

    @Test
    void what_it_made_goes_with_it_when_it_is_told_to_end_and_when_nobody_talks_to_it_any_more() throws Exception {
        Optional<String> missing = LxcHost.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "left out, there can be no LXC guests: " + missing.get());
        ends(true);
        ends(false);
    }

    @Test
    void where_there_can_be_no_real_guests_they_are_in_memory_and_it_says_so() throws Exception {
        Process simulator = start("memory", 69);
        try (BufferedReader said = simulator.inputReader();
                BufferedWriter commands = simulator.outputWriter()) {
            assertThat(said.readLine()).contains("https://", "\"guests\":\"memory\"");
            assertThat(bridge(69)).doesNotExist();
            commands.write("guests\nin 100 id\n");
            commands.flush();
            assertThat(said.readLine()).isEqualTo("[]");
            assertThat(said.readLine()).contains("error", "in memory only");
        } finally {
            simulator.destroyForcibly();
        }
    }

    private Process start(String root, int network) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        root,
                        folder.resolve("simulator").toString(),
                        String.valueOf(network))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void ends(boolean told) throws IOException, InterruptedException {
        int network = IntStream.rangeClosed(70, 79)
                .filter(number -> !Files.exists(bridge(number)))
                .findFirst()
                .orElseThrow();
        Process simulator = start(folder.toString(), network);
        try {
            assertThat(simulator.inputReader().readLine()).contains("https://");
            assertThat(bridge(network)).exists();
            ProcessHandle dhcp = simulator.children().findFirst().orElseThrow();
            if (told) {
                simulator.destroy();
            } else {
                simulator.getOutputStream().close();
            }
            assertThat(simulator.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(bridge(network)).doesNotExist();
            dhcp.onExit().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException left) {
            throw new AssertionError("the DHCP server is left", left);
        } finally {
            simulator.destroyForcibly();
        }
    }

    private static Path bridge(int network) {
        return Path.of("/sys/class/net/hubpve" + network);
    }
}
