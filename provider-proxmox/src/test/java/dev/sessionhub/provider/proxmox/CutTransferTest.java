package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transfers whose connection is killed on the way, counted in bytes on the guest's network card. */
class CutTransferTest extends OnRealGuests {

    private static final int SIZE = 192 << 20;
    private static final long ENOUGH = 32 << 20;
    private static final long OVERHEAD = 8 << 20;
    private static final int RECEIVED = 0;
    private static final int SENT = 8;

    private ProxmoxProvider provider;
    private ContainerHandle handle;
    private WorkspaceTransfer transfer;

    @BeforeEach
    void startAGuest() {
        provider = cluster().open("hub", folder, Map.of());
        transfer = provider.transfer().orElseThrow();
        handle = provider.create(spec());
        provider.start(handle);
    }

    @AfterEach
    void removeTheGuest() {
        provider.remove(handle);
        provider.close();
    }

    @Test
    void what_has_gone_up_does_not_go_again_and_nothing_has_its_name_before_it_is_whole() throws Exception {
        Path up = Files.createDirectories(folder.resolve("up"));
        Path big = random(up.resolve("big"));
        cut(RECEIVED, () -> transfer.upload(handle, up, "/workspace", _ -> {}));
        assertThat(inside("ls -A /workspace")).isEqualTo(".session-hub-unfinished");
        long kept = Long.parseLong(inside("stat -c %s /workspace/.session-hub-unfinished/big"));
        assertThat(kept).isGreaterThan(ENOUGH / 2);
        long before = carried(RECEIVED);
        transfer.upload(handle, up, "/workspace", _ -> {});
        assertThat(carried(RECEIVED) - before).isLessThan(SIZE - kept + OVERHEAD);
        assertThat(inside("ls -A /workspace")).isEqualTo("big");
        assertThat(inside("sha256sum </workspace/big")).startsWith(digest(big));
    }

    @Test
    void what_has_come_back_does_not_come_again_and_what_was_there_stays_until_the_new_is_whole() throws Exception {
        Path back = folder.resolve("back");
        inside("echo old >/workspace/big; head -c 10000000 /dev/urandom >/workspace/a");
        transfer.download(handle, "/workspace", back, _ -> {});
        inside("head -c " + SIZE + " /dev/urandom >/workspace/big");
        cut(SENT, () -> transfer.download(handle, "/workspace", back, _ -> {}));
        assertThat(back.resolve("big")).hasContent("old");
        try (Stream<Path> files = Files.list(back)) {
            assertThat(files).containsExactlyInAnyOrder(back.resolve("a"), back.resolve("big"));
        }
        long kept = Files.size(unfinished().resolve("big"));
        assertThat(kept).isGreaterThan(ENOUGH / 2);
        long before = carried(SENT);
        transfer.download(handle, "/workspace", back, _ -> {});
        assertThat(carried(SENT) - before).isLessThan(SIZE - kept + OVERHEAD);
        assertThat(inside("sha256sum </workspace/big")).startsWith(digest(back.resolve("big")));
        assertThat(unfinished().resolve("big")).doesNotExist();
    }

    private Path unfinished() {
        return folder.resolve("unfinished")
                .resolve(provider.list().getFirst().sessionId().toString());
    }

    private String inside(String text) throws IOException {
        return run(provider, handle, text, "");
    }

    /** Kills the guest's end of all connections when enough has passed. */
    private static void cut(int column, Runnable carrying) throws IOException, InterruptedException {
        long begin = carried(column);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletableFuture<Void> end = CompletableFuture.runAsync(carrying, threads);
            while (carried(column) - begin < ENOUGH) {
                assertThat(end).isNotDone();
                LockSupport.parkNanos(1_000_000);
            }
            host().run(guest().id(), "pkill -KILL -u session sshd; :");
            assertThatThrownBy(end::join)
                    .cause()
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.code()).isEqualTo(Code.UNAVAILABLE));
        }
    }

    /** Bytes that the guest's network card has received or sent. */
    private static long carried(int column) throws IOException {
        int pid = host().measure(guest().id()).orElseThrow().pid();
        String line = Files.readAllLines(Path.of("/proc", String.valueOf(pid), "net/dev")).stream()
                .filter(one -> one.contains("eth0:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.substring(line.indexOf(':') + 1).strip().split(" +")[column]);
    }

    private static Path random(Path file) throws IOException {
        byte[] bytes = new byte[SIZE];
        new SplittableRandom(4).nextBytes(bytes);
        return Files.write(file, bytes);
    }

    private static String digest(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
