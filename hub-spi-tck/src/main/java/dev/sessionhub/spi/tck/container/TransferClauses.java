package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where nothing is shared, files are carried. */
abstract class TransferClauses extends Clauses {

    private static final String INSIDE = "/tmp/tck-transfer";

    TransferClauses(ContainerProviderContract contract) {
        super(contract);
    }

    @BeforeEach
    void onlyWhereFilesAreCarried() {
        Assumptions.assumeTrue(provider().transfer().isPresent(), "left out: this provider shares files");
    }

    @Test
    void a_directory_comes_back_as_it_was() throws IOException {
        ContainerHandle handle = bench().running();
        Path source = bench().newWorkspace();
        Files.write(source.resolve("binary"), new byte[] {0, -1, 10, 13});
        Files.createDirectories(source.resolve("a/b"));
        Files.writeString(source.resolve("a/b/script.sh"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(source.resolve("a/b/script.sh"), PosixFilePermissions.fromString("rwxr-x---"));
        Files.createSymbolicLink(source.resolve("link"), Path.of("a/b/script.sh"));
        Files.createSymbolicLink(source.resolve("elsewhere"), Path.of("/etc/hostname"));
        transfer().upload(handle, source, INSIDE, TransferClauses::nobody);
        assertThat(bench().sh(
                                handle,
                                "cd " + INSIDE
                                        + " && stat -c %a a/b/script.sh && readlink link elsewhere && wc -c < binary")
                        .out())
                .as("upload: modes, links and bytes are kept")
                .isEqualTo("750\na/b/script.sh\n/etc/hostname\n4\n");
        Path back = bench().newWorkspace();
        transfer().download(handle, INSIDE, back, TransferClauses::nobody);
        assertThat(back.resolve("binary")).as("download: bytes are kept").hasBinaryContent(new byte[] {0, -1, 10, 13});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(back.resolve("a/b/script.sh"))))
                .as("download: modes are kept")
                .isEqualTo("rwxr-x---");
        assertThat(Files.readSymbolicLink(back.resolve("link")))
                .as("download: links are kept as links")
                .isEqualTo(Path.of("a/b/script.sh"));
        assertThat(Files.readSymbolicLink(back.resolve("elsewhere")))
                .as("download: links that lead out too, and nothing follows them")
                .isEqualTo(Path.of("/etc/hostname"));
    }

    @Test
    void the_destination_becomes_equal() throws IOException {
        ContainerHandle handle = bench().running();
        Path source = bench().newWorkspace();
        Files.writeString(source.resolve("stays"), "1");
        Files.writeString(source.resolve("goes"), "1");
        transfer().upload(handle, source, INSIDE, TransferClauses::nobody);
        Files.delete(source.resolve("goes"));
        Files.writeString(source.resolve("stays"), "22");
        transfer().upload(handle, source, INSIDE, TransferClauses::nobody);
        assertThat(bench().sh(handle, "ls " + INSIDE + " && cat " + INSIDE + "/stays")
                        .out())
                .as("upload: makes a directory equal; it can be repeated")
                .isEqualTo("stays\n22");
        Path back = bench().newWorkspace();
        Files.writeString(back.resolve("old"), "old");
        transfer().download(handle, INSIDE, back, TransferClauses::nobody);
        assertThat(back.resolve("old")).as("download: makes a directory equal").doesNotExist();
        assertThat(back.resolve("stays"))
                .as("download: makes a directory equal")
                .hasContent("22");
        for (String turn : List.of("1", "9")) {
            bench().sh(
                            handle,
                            "cd " + INSIDE + " && echo " + turn + " >file && touch -d @1000000000." + turn + " file");
            transfer().download(handle, INSIDE, back, TransferClauses::nobody);
            assertThat(back.resolve("file"))
                    .as("download: sees what was written twice within a second, as a branch of Git is")
                    .hasContent(turn);
        }
    }

    @Test
    void hostile_names_arrive_as_they_are() throws IOException {
        ContainerHandle handle = bench().running();
        Path source = bench().newWorkspace();
        for (String name : HOSTILE_NAMES) {
            Files.writeString(source.resolve(name), name);
        }
        transfer().upload(handle, source, INSIDE, TransferClauses::nobody);
        Path back = bench().newWorkspace();
        transfer().download(handle, INSIDE, back, TransferClauses::nobody);
        for (String name : HOSTILE_NAMES) {
            assertThat(back.resolve(name))
                    .as("names are names and never options, patterns or commands")
                    .hasContent(name);
        }
    }

    @Test
    void nothing_is_written_outside_the_destination() throws IOException {
        ContainerHandle handle = bench().running();
        Path back = bench().newWorkspace();
        Path target = Files.createDirectory(back.resolve("target"));
        Path victim = Files.writeString(back.resolve("victim"), "untouched");
        Files.createSymbolicLink(target.resolve("trap"), victim);
        bench().sh(
                        handle,
                        "mkdir -p " + INSIDE + " && cd " + INSIDE + " && ln -s " + back
                                + " out && ln -s ../victim up && " + "echo overwritten > trap && mkfifo pipe");
        transfer().download(handle, INSIDE, target, TransferClauses::nobody);
        assertThat(victim)
                .as("download: never writes outside the destination, whatever links the other side offers")
                .hasContent("untouched");
        assertThat(Files.isRegularFile(target.resolve("pipe"), LinkOption.NOFOLLOW_LINKS))
                .as("download: a special file is not read")
                .isFalse();
        try (var files = Files.list(back)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .as("download: nothing beside the destination")
                    .containsExactlyInAnyOrder("target", "victim");
        }
    }

    @Test
    void what_may_wait_takes_nothing_along_and_comes_later() throws IOException {
        ContainerHandle handle = bench().running();
        Path back = bench().newWorkspace();
        Set<String> later = Set.of("large", "a/la*ge", "b[c\\d", "e\\");
        bench().sh(
                        handle,
                        "mkdir -p " + INSIDE + " && cd " + INSIDE
                                + " && mkdir -p large a/'la*ge' a/large 'b[c\\d' 'e\\'"
                                + " b/large && for d in large a/* 'b[c\\d' 'e\\' b/large; do echo new >\"$d/file\"; done");
        Files.writeString(Files.createDirectory(back.resolve("large")).resolve("file"), "old");
        transfer().download(handle, INSIDE, back, later, TransferClauses::nobody);
        assertThat(back.resolve("a/large/file"))
                .as("later: names and no patterns")
                .hasContent("new");
        assertThat(back.resolve("b/large/file"))
                .as("later: paths below the source")
                .hasContent("new");
        assertThat(back.resolve("large/file")).as("later: stays at the target").exists();
        transfer().download(handle, INSIDE, back, TransferClauses::nobody);
        for (String name : later) {
            assertThat(back.resolve(name).resolve("file"))
                    .as("a later call carries it")
                    .hasContent("new");
        }
    }

    @Test
    void progress_is_told() throws IOException {
        ContainerHandle handle = bench().running();
        Path source = bench().newWorkspace();
        Files.write(source.resolve("big"), "x".repeat(1 << 20).getBytes(StandardCharsets.UTF_8));
        AtomicLong carried = new AtomicLong();
        transfer().upload(handle, source, INSIDE, bytes -> carried.accumulateAndGet(bytes, Math::max));
        assertThat(carried)
                .as("transferredBytes: is told the number of bytes carried")
                .hasPositiveValue();
    }

    @Test
    void what_is_gone_is_refused() {
        ContainerHandle handle = bench().running();
        provider().remove(handle);
        assertRefused(
                "upload: NOT_FOUND",
                Code.NOT_FOUND,
                () -> transfer().upload(handle, bench().newWorkspace(), INSIDE, TransferClauses::nobody));
        assertRefused(
                "download: NOT_FOUND",
                Code.NOT_FOUND,
                () -> transfer().download(handle, INSIDE, bench().newWorkspace(), TransferClauses::nobody));
    }

    private static void nobody(long bytes) {}

    private WorkspaceTransfer transfer() {
        return provider().transfer().orElseThrow();
    }
}
