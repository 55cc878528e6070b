package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.tck.container.LiveThreads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Streams of programs beyond the contract: much, many, and over TLS. */
class ExecTest {

    private static final long GIGABYTE = 1L << 30;

    @TempDir
    Path folder;

    private Optional<TestHub> opened = Optional.empty();

    @BeforeEach
    void open() {
        opened = Optional.of(new TestHub(folder, Map.of("processes", "4096")));
    }

    @AfterEach
    void close() {
        opened.ifPresent(TestHub::close);
    }

    private TestHub hub() {
        return opened.orElseThrow();
    }

    @Test
    void a_gigabyte_comes_out_whole(TestReporter report) throws Exception {
        ContainerHandle handle = hub().running(hub().spec());
        long begin = System.nanoTime();
        try (ExecProcess process =
                hub().provider().exec(handle, ExecSpec.of("head", "-c", "" + GIGABYTE, "/dev/zero"))) {
            byte[] block = new byte[64 << 10];
            long length = 0;
            InputStream out = process.stdout();
            for (int count = out.read(block); count >= 0; count = out.read(block)) {
                length += count;
            }
            assertThat(length).isEqualTo(GIGABYTE);
            assertThat(process.waitFor()).isZero();
        }
        report.publishEntry("output: %.0f MB/s".formatted((GIGABYTE >> 20) / ((System.nanoTime() - begin) / 1e9)));
    }

    @Test
    void input_in_blocks_of_64_KiB_goes_in_whole(TestReporter report) throws Exception {
        ContainerHandle handle = hub().running(hub().spec());
        long begin = System.nanoTime();
        try (ExecProcess process = hub().provider().exec(handle, ExecSpec.of("wc", "-c"))) {
            byte[] block = new byte[64 << 10];
            Arrays.fill(block, (byte) 'x');
            for (int round = 0; round < 4096; round++) {
                process.stdin().write(block);
            }
            process.stdin().close();
            assertThat(process.stdout().readAllBytes()).asString().isEqualTo("268435456\n");
        }
        report.publishEntry("input: %.0f MB/s".formatted(256 / ((System.nanoTime() - begin) / 1e9)));
    }

    @Test
    void a_program_that_reads_nothing_does_not_hold_up_its_end() throws Exception {
        ContainerHandle handle = hub().running(hub().spec());
        ExecProcess process = hub().provider().exec(handle, ExecSpec.of("sleep", "1000"));
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                while (true) {
                    process.stdin().write(new byte[1 << 20]);
                }
            } catch (IOException _) {
                return;
            }
        });
        process.close();
        assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
        assertThat(hub().sh(handle, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").out())
                .doesNotContain("sleep 1000");
    }

    @Test
    void a_program_has_ended_although_a_daemon_of_it_holds_its_output() throws Exception {
        ContainerHandle handle = hub().running(hub().spec());
        ExecSpec spec = ExecSpec.of(
                "sh",
                "-c",
                "mkfifo /tmp/up; setsid sh -c 'echo > /tmp/up; exec sleep 1000' & read up </tmp/up; echo started; exit 7");
        try (ExecProcess process = hub().provider().exec(handle, spec)) {
            assertThat(process.waitFor()).isEqualTo(7);
            assertThat(process.stdout().readNBytes(8)).asString().isEqualTo("started\n");
        }
        assertThat(hub().sh(handle, "cat /proc/[0-9]*/cmdline | tr '\\0' ' '").out())
                .contains("sleep 1000");
    }

    @Test
    void forty_programs_at_once_talk_and_leave_no_thread_and_no_connection() throws Exception {
        ContainerHandle handle = hub().running(hub().spec());
        hub().sh(handle, "true");
        long descriptors = descriptors();
        int threads = Thread.activeCount();
        Set<String> virtual = LiveThreads.virtual();
        List<ExecProcess> programs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            programs.add(hub().provider().exec(handle, ExecSpec.of("cat")));
        }
        for (int i = 0; i < programs.size(); i++) {
            programs.get(i).stdin().write(("number " + i + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < programs.size(); i++) {
            String line = "number " + i + "\n";
            assertThat(programs.get(i).stdout().readNBytes(line.length()))
                    .asString()
                    .isEqualTo(line);
        }
        programs.forEach(ExecProcess::close);
        assertThat(hub().sh(handle, "cat /proc/[0-9]*/comm | grep -c '^cat$'")
                        .out()
                        .strip())
                .as("the one that counts, at most")
                .isIn("0", "1");
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
        assertThat(leftBeside(virtual)).as("virtual threads").isEmpty();
        assertThat(descriptors()).isLessThan(descriptors + 12);
    }

    @Test
    void everything_works_over_tcp_with_certificates_and_not_with_others() throws Exception {
        Map<String, String> tls = Map.of(
                "endpoint", TestEngine.get().tcp(),
                "certificates", TestEngine.get().certificates().toString());
        try (TestHub remote = new TestHub(folder.resolve("tls"), tls)) {
            ContainerHandle handle = remote.running(remote.spec());
            try (ExecProcess cat = remote.provider().exec(handle, ExecSpec.of("sh", "-c", "cat; echo end >&2"))) {
                cat.stdin().write(new byte[100_000]);
                cat.stdin().close();
                assertThat(cat.stdout().readAllBytes()).hasSize(100_000);
                assertThat(cat.stderr().readAllBytes()).asString().isEqualTo("end\n");
                assertThat(cat.waitFor()).isZero();
            }
        }
        Path foreign = Files.createDirectories(folder.resolve("foreign"));
        TestEngine.run(
                List.of(
                        "sh",
                        "-c",
                        "cd " + foreign + " && openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=x"
                                + " -keyout key.pem -out ca.pem && cp ca.pem cert.pem"),
                Map.of());
        Map<String, String> wrong = Map.of("endpoint", TestEngine.get().tcp(), "certificates", foreign.toString());
        try (ContainerProvider provider =
                new DockerProviderFactory().create(new ProviderConfig("docker", "h", folder, wrong))) {
            assertThatThrownBy(provider::list)
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            refusal -> assertThat(refusal.code()).isEqualTo(Code.UNAUTHORIZED));
        }
    }

    /** The virtual threads that others than these have left, when some time was given to them. */
    private static Set<String> leftBeside(Set<String> before) {
        Set<String> left = LiveThreads.virtual();
        for (int round = 0; round < 100 && !before.containsAll(left); round++) {
            LockSupport.parkNanos(50_000_000);
            left = LiveThreads.virtual();
        }
        left.removeAll(before);
        return left;
    }

    private static long descriptors() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
