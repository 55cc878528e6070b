package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.spi.tck.git.GitServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Disks that are full and files of somebody else: what only root can prepare. */
class BadGroundTest extends SessionTest {

    @BeforeEach
    void needRoot() throws IOException {
        boolean root = Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        if (System.getenv("CI") != null) {
            assertThat(root).as("root, which can mount and give files away").isTrue();
        }
        Assumptions.assumeTrue(root, "left out: only root can mount a small disk and give files away");
    }

    @Test
    void a_full_disk_is_named_and_nothing_is_lost_by_it() throws Exception {
        Path disk = Files.createDirectories(hub.worktrees);
        run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
        try {
            Session older = running("older");
            Files.writeString(older.workspace().resolve("work.txt"), "precious");
            fill(disk.resolve("filler"));
            UUID id = hub.lifecycle
                    .create(anna, TestHub.named("crowded", true))
                    .session()
                    .id();
            Session failed = hub.await(id, SessionState.FAILED);
            assertThat(failed.reason().orElseThrow()).containsIgnoringCase("full");
            assertThat(older.workspace().resolve("work.txt")).hasContent("precious");
            assertThat(hub.store.find(older.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
            Files.delete(disk.resolve("filler"));
            hub.lifecycle.start(anna, id);
            Session running = hub.await(id, SessionState.RUNNING);
            assertThat(Repositories.git(running.workspace(), "status", "--porcelain"))
                    .isEmpty();
        } finally {
            hub.removeEverything();
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void a_disk_that_is_full_in_the_middle_of_a_clone_is_named_and_nothing_is_left() throws Exception {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        Files.write(hub.repository.resolve("noise"), noise);
        Repositories.git(hub.repository, "add", "noise");
        Repositories.git(hub.repository, "commit", "-q", "-m", "noise");
        Path disk = Files.createDirectories(hub.data.resolve("repositories"));
        run("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk.toString());
        try (GitServer server = GitServer.of(home)) {
            String url = server.url("repository/.git");
            assertThat(assertFails(FailureCode.LIMIT_EXCEEDED, () -> hub.projects.add("far", url)))
                    .hasMessageContaining("disk")
                    .hasMessageContaining("full");
            try (Stream<Path> left = Files.walk(disk)) {
                assertThat(left).containsExactlyInAnyOrder(disk, disk.resolve(".unfinished"));
            }
            assertThat(hub.projects.list()).hasSize(1);
            run("mount", "-o", "remount,size=16m", disk.toString());
            assertThat(hub.projects.add("far", url).remote()).hasToString("Optional[" + url + "]");
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    @Test
    void a_repository_of_somebody_else_is_refused_by_name() throws Exception {
        Path theirs = Repositories.sample(home.resolve("theirs"));
        run("chown", "-R", "12345", theirs.toString());
        assertThat(assertFails(FailureCode.REPOSITORY_INVALID, () -> hub.projects.add("theirs", theirs.toString())))
                .hasMessageContaining(theirs.toString())
                .hasMessageContaining("belongs to");
        running("mine");
        run("chown", "-R", "12345", hub.repository.toString());
        assertFails(
                FailureCode.REPOSITORY_INVALID, () -> hub.lifecycle.create(anna, TestHub.named("given-away", true)));
        run("chown", "-R", "0", hub.repository.toString());
        running("given-back");
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
