package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** How much the provider costs beside the command line client, measured in turns in the same run. */
class SpeedTest {

    private static final int KEYS = 300;
    private static final int ROUNDS = 7;

    @TempDir
    Path folder;

    @Test
    void echo_through_tmux_is_as_quick_as_through_the_client(TestReporter report) throws Exception {
        try (TestHub hub = new TestHub(folder, Map.of())) {
            ContainerHandle handle = hub.running(hub.spec());
            String tmux = "exec tmux -S $SESSION_HUB_RUN/s -C new-session -A -s ";
            double raw = 0;
            double own = 0;
            for (int round = 0; round < 3; round++) {
                Process client = new ProcessBuilder(
                                "/usr/bin/docker",
                                "-H",
                                "unix://" + TestEngine.get().socket(),
                                "exec",
                                "-i",
                                handle.id(),
                                "sh",
                                "-c",
                                tmux + "raw" + round + " cat")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                raw += echo(client.getInputStream(), client.getOutputStream()) / 3;
                client.destroy();
                try (ExecProcess process =
                        hub.provider().exec(handle, ExecSpec.of("sh", "-c", tmux + "own" + round + " cat"))) {
                    own += echo(process.stdout(), process.stdin()) / 3;
                }
            }
            report.publishEntry("echo p50: client %.2f ms, provider %.2f ms".formatted(raw, own));
            assertThat(own).isLessThan(raw + 1);
        }
    }

    @Test
    void making_and_starting_costs_little_more_than_the_client(TestReporter report) {
        try (TestHub hub = new TestHub(folder, Map.of())) {
            hub.running(hub.spec());
            double[] raw = new double[ROUNDS];
            double[] own = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ContainerSpec spec = hub.spec();
                long begin = System.nanoTime();
                String id = TestEngine.get()
                        .docker(
                                "run",
                                "--detach",
                                "--init",
                                "--network",
                                "none",
                                "--volume",
                                spec.workspace() + ":/workspace",
                                TestEngine.AGENT,
                                "sleep",
                                "infinity");
                raw[round] = (System.nanoTime() - begin) / 1e6;
                TestEngine.get().docker("rm", "--force", id);
                begin = System.nanoTime();
                hub.running(spec);
                own[round] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(raw);
            Arrays.sort(own);
            report.publishEntry("create and start, median: client %.0f ms, provider %.0f ms"
                    .formatted(raw[ROUNDS / 2], own[ROUNDS / 2]));
            assertThat(own[ROUNDS / 2]).isLessThan(raw[ROUNDS / 2] * 1.25);
        }
    }

    @Test
    void a_short_program_costs_little_more_than_through_the_client(TestReporter report) {
        try (TestHub hub = new TestHub(folder, Map.of())) {
            ContainerHandle handle = hub.running(hub.spec());
            double[] raw = new double[15];
            double[] own = new double[15];
            for (int round = 0; round < raw.length; round++) {
                long begin = System.nanoTime();
                TestEngine.get().docker("exec", handle.id(), "true");
                raw[round] = (System.nanoTime() - begin) / 1e6;
                begin = System.nanoTime();
                hub.sh(handle, "true");
                own[round] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(raw);
            Arrays.sort(own);
            report.publishEntry("exec, median: client %.0f ms, provider %.0f ms".formatted(raw[7], own[7]));
            assertThat(own[7]).isLessThan(raw[7] * 1.25);
        }
    }

    private static double echo(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        until(lines, "%session-changed");
        double[] times = new double[KEYS];
        for (int key = 0; key < KEYS; key++) {
            long begin = System.nanoTime();
            out.write("send-keys -H 78\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            until(lines, "%output");
            times[key] = (System.nanoTime() - begin) / 1e6;
        }
        Arrays.sort(times);
        return times[KEYS / 2];
    }

    private static void until(BufferedReader lines, String start) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(start)) {
                return;
            }
        }
        throw new IOException("tmux ended before " + start);
    }
}
