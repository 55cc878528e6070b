package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

abstract class StreamClauses extends Clauses {

    private static final int LARGE = 64 << 20;

    StreamClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @Test
    void the_streams_are_separate() {
        ContainerHandle handle = bench().running();
        assertThat(bench().sh(handle, "echo out; echo err >&2"))
                .as("ExecProcess: three streams, independent of each other")
                .isEqualTo(new Ended(0, "out\n", "err\n"));
    }

    @Test
    void a_stream_that_nobody_reads_does_not_hold_up_the_other() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess process =
                provider().exec(handle, ExecSpec.of("sh", "-c", "head -c 16384 /dev/zero; echo here >&2; cat"))) {
            byte[] line = bench().get(
                            "the streams are independent of each other",
                            bench().inBackground(() -> process.stderr().readNBytes(5)));
            assertThat(line)
                    .as("the streams are independent of each other")
                    .asString()
                    .isEqualTo("here\n");
            process.stdin().close();
            assertThat(process.stdout().readAllBytes())
                    .as("the streams have no bounds on their length")
                    .hasSize(16384);
        }
    }

    @Test
    void a_conversation_needs_no_end_of_input() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess cat = provider().exec(handle, ExecSpec.of("cat"))) {
            for (String line : new String[] {"first\n", "é漢😀\n", "\0\u0001\n", "last\n"}) {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                cat.stdin().write(bytes);
                cat.stdin().flush();
                byte[] back = bench().get(
                                "stdin: writes reach the program when flushed",
                                bench().inBackground(() -> cat.stdout().readNBytes(bytes.length)));
                assertThat(back)
                        .as("stdin: writes reach the program when flushed; stdout: a read blocks until there is data")
                        .isEqualTo(bytes);
            }
        }
    }

    @Test
    void closing_the_input_is_an_end_of_file_and_no_more() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess process =
                provider().exec(handle, ExecSpec.of("sh", "-c", "cat >/dev/null; echo after the end; exit 3"))) {
            process.stdin().write(new byte[10]);
            process.stdin().close();
            String out = bench().get(
                            "closing stdin gives the program an end of file, and no more",
                            bench().inBackground(() -> Workbench.text(process.stdout())));
            assertThat(out)
                    .as("closing stdin gives the program an end of file, and its output goes on")
                    .isEqualTo("after the end\n");
            assertThat(process.waitFor()).as("waitFor: the exit code").isEqualTo(3);
        }
    }

    @Test
    void large_input_and_output_pass_unchanged() throws Exception {
        ContainerHandle handle = bench().running();
        MessageDigest sent = MessageDigest.getInstance("SHA-256");
        MessageDigest received = MessageDigest.getInstance("SHA-256");
        try (ExecProcess cat = provider().exec(handle, ExecSpec.of("cat"))) {
            CompletableFuture<Long> reader = bench().inBackground(() -> digest(cat.stdout(), received));
            send(cat.stdin(), sent);
            assertThat(bench().get(reader))
                    .as("the streams have no bounds on their length")
                    .isEqualTo(LARGE);
            assertThat(cat.waitFor()).as("waitFor: the exit code").isZero();
        }
        assertThat(HexFormat.of().formatHex(received.digest()))
                .as("the streams are byte streams")
                .isEqualTo(HexFormat.of().formatHex(sent.digest()));
    }

    @Test
    void output_can_be_read_after_the_end() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess process = provider()
                .exec(handle, ExecSpec.of("sh", "-c", "head -c 40000 /dev/zero; head -c 30000 /dev/zero >&2"))) {
            assertThat(process.waitFor()).as("waitFor: the exit code").isZero();
            assertThat(process.stdout().readAllBytes())
                    .as("what the program leaves on its output before it ends can be read after it has ended")
                    .hasSize(40000);
            assertThat(process.stderr().readAllBytes())
                    .as("what the program leaves on its output before it ends can be read after it has ended")
                    .hasSize(30000);
        }
    }

    @Test
    void writing_to_a_program_that_has_ended_fails_and_does_not_hang() throws Exception {
        ContainerHandle handle = bench().running();
        try (ExecProcess process = provider().exec(handle, ExecSpec.of("true"))) {
            assertThat(process.waitFor()).as("waitFor: the exit code").isZero();
            CompletableFuture<Boolean> ended = bench().inBackground(() -> writeUntilRefused(process.stdin()));
            assertThat(bench().get("stdin: a write to a program that has ended does not block", ended))
                    .as("stdin: a write to a program that has ended fails with an IOException")
                    .isTrue();
        }
    }

    @Test
    void the_streams_stay_the_same() {
        ContainerHandle handle = bench().running();
        try (ExecProcess process = provider().exec(handle, ExecSpec.of("cat"))) {
            assertThat(process.stdin()).as("always the same stream").isSameAs(process.stdin());
            assertThat(process.stdout()).as("always the same stream").isSameAs(process.stdout());
            assertThat(process.stderr()).as("always the same stream").isSameAs(process.stderr());
        }
    }

    @Test
    void closed_streams_say_so() {
        ContainerHandle handle = bench().running();
        ExecProcess process = provider().exec(handle, ExecSpec.of("cat"));
        process.close();
        Throwable thrown = catchThrowable(() -> {
            process.stdin().write(new byte[100_000]);
            process.stdin().flush();
        });
        assertThat(thrown).as("streams throw IOException as streams do").isInstanceOf(IOException.class);
    }

    /** A provider may also swallow what nobody can read any more; it may not block. */
    private static boolean writeUntilRefused(OutputStream out) {
        try {
            for (int i = 0; i < 64; i++) {
                out.write(new byte[65536]);
                out.flush();
            }
        } catch (IOException _) {
            return true;
        }
        return true;
    }

    private static void send(OutputStream out, MessageDigest digest) throws IOException {
        Random random = new Random(42);
        byte[] block = new byte[65536];
        for (int sent = 0; sent < LARGE; sent += block.length) {
            random.nextBytes(block);
            digest.update(block);
            out.write(block);
        }
        out.close();
    }

    private static long digest(InputStream in, MessageDigest digest) throws IOException {
        byte[] block = new byte[65536];
        long length = 0;
        for (int n = in.read(block); n >= 0; n = in.read(block)) {
            digest.update(block, 0, n);
            length += n;
        }
        return length;
    }
}
