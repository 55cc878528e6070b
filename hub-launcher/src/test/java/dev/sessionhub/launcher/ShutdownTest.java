package dev.sessionhub.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.launcher.aot.Training;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.DataLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShutdownTest {

    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    @Test
    void a_server_that_never_ends_is_ended_with_its_process_and_leaves_the_data_free() throws Exception {
        Process process = start("stuck");

        assertThat(process.waitFor()).isEqualTo(TERMINATED);
        assertFree();
    }

    @Test
    void a_server_that_ends_leaves_the_process_its_own_exit_code() throws Exception {
        Process process = start("quick");

        assertThat(process.waitFor()).isZero();
        assertFree();
    }

    private void assertFree() {
        assertThat(folder.resolve("hub.pid")).doesNotExist();
        assertThat(DataLock.attempt(folder)).get().satisfies(DataLock::close);
    }

    private Process start(String how) throws IOException {
        Files.writeString(folder.resolve("hub.pid"), "pid=0");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Ending.class.getName(),
                        folder.toString(),
                        how)
                .inheritIO()
                .start();
    }

    /** A process with the hub's end, and a thread that is named as Payara names the one that ends it. */
    static final class Ending {

        private Ending() {}

        public static void main(String[] arguments) {
            Path data = Path.of(arguments[0]);
            CountDownLatch end = new CountDownLatch(arguments[1].equals("stuck") ? 1 : 0);
            Shutdown shutdown = new Shutdown(
                    new DataDirectory(data),
                    DataLock.attempt(data).orElseThrow(),
                    Optional.empty(),
                    new Training(data),
                    Duration.ofMillis(200));
            shutdown.serving();
            Runtime.getRuntime().addShutdownHook(new Thread(shutdown));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(end), "Payara Micro Shutdown Hook"));
            System.exit(0);
        }

        private static void await(CountDownLatch end) {
            try {
                end.await();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
