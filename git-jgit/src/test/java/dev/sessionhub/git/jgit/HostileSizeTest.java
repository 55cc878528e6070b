package dev.sessionhub.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitStatus;
import dev.sessionhub.spi.git.PrivateGit;
import dev.sessionhub.spi.tck.git.PrivateFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is small for a session and would be large for the hub: it is refused or cut, and the rest of the hub lives on. */
class HostileSizeTest extends PrivateFixture {

    private static final int NEW_FILES = 100_001;

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1L << 30, Path.of("/nonexistent"));
    }

    @Test
    void a_few_trees_that_unfold_to_a_billion_files_are_refused() throws Exception {
        byte[] tree = object("tree", item("100644 file", object("blob", "x\n".getBytes(StandardCharsets.UTF_8))));
        for (int level = 0; level < 9; level++) {
            ByteArrayOutputStream items = new ByteArrayOutputStream();
            for (char name = 'a'; name <= 'j'; name++) {
                items.write(item("40000 " + name, tree));
            }
            tree = object("tree", items.toByteArray());
        }
        assertRefused(tree);
    }

    @Test
    void trees_in_trees_in_trees_are_refused() throws Exception {
        byte[] tree = object("tree", item("100644 file", object("blob", "x\n".getBytes(StandardCharsets.UTF_8))));
        for (int level = 0; level < 4_000; level++) {
            tree = object("tree", item("40000 d", tree));
        }
        assertRefused(tree);
    }

    @Test
    void long_names_of_very_many_files_are_refused() throws Exception {
        ByteArrayOutputStream items = new ByteArrayOutputStream();
        byte[] file = object("blob", "x\n".getBytes(StandardCharsets.UTF_8));
        for (int name = 100; name < 1100; name++) {
            items.write(item("100644 " + "n".repeat(246) + (1000 + name), file));
        }
        byte[] tree = object("tree", items.toByteArray());
        ByteArrayOutputStream above = new ByteArrayOutputStream();
        for (int name = 100; name < 500; name++) {
            above.write(item("40000 " + name, tree));
        }
        assertRefused(object("tree", above.toByteArray()));
    }

    @Test
    void a_small_pack_that_needs_much_memory_is_refused() throws Exception {
        inside.write("more", "more\n").commit("more");
        inside.git("repack", "-adq");
        assertThat(take().moved()).as("a light pack is taken").isTrue();
        inside.write("again", "again\n").commit("again");
        inside.git("repack", "-adq");
        Path packs = session.directory().resolve("objects/pack");
        Files.write(packs.resolve("pack-" + "0".repeat(40) + ".pack"), HeavyPack.of(200));
        refused(this::take);
    }

    @Test
    void new_files_without_number_are_told_as_many(@TempDir(factory = LargeRepositoryTest.InMemory.class) Path memory)
            throws IOException {
        Path work = memory.resolve("work");
        git.addWorktree(base.directory(), work, new BranchName("hub/many"), start);
        Path many = Files.createDirectory(work.resolve("many"));
        for (int file = 0; file < NEW_FILES; file++) {
            Files.createFile(many.resolve(String.valueOf(file)));
        }
        GitStatus status = git.status(base.directory(), work, start);
        assertThat(status.truncated()).isTrue();
        assertThat(status.entries()).hasSize(10_000);
        refused(() -> git.diff(base.directory(), work, everything()));
        refused(() -> git.patch(base.directory(), work, everything(), OutputStream.nullOutputStream()));
    }

    private void assertRefused(byte[] tree) {
        String commit = inside.git(
                "commit-tree", "-p", "HEAD", "-m", "large", HexFormat.of().formatHex(tree));
        inside.git("update-ref", BRANCH.reference(), commit);
        PrivateGit.Taken taken = take();
        assertThat(taken.tip()).as("work is kept, whatever it is").isEqualTo(new CommitId(commit));
        refused(() -> git.isolated().renew(base.directory(), session));
        refused(() -> git.status(base.directory(), path, start));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.code())
                                .as(refusal.getMessage())
                                .isEqualTo(Code.LIMIT_EXCEEDED));
    }

    private static byte[] item(String modeAndName, byte[] id) throws IOException {
        ByteArrayOutputStream item = new ByteArrayOutputStream();
        item.write((modeAndName + "\0").getBytes(StandardCharsets.UTF_8));
        item.write(id);
        return item.toByteArray();
    }

    /** Writes an object into the session's private Git directory, as quickly as the session could. */
    private byte[] object(String type, byte[] content) throws IOException, NoSuchAlgorithmException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write((type + " " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
        whole.write(content);
        byte[] id = MessageDigest.getInstance("SHA-1").digest(whole.toByteArray());
        String name = HexFormat.of().formatHex(id);
        Path folder = Files.createDirectories(session.directory().resolve("objects/" + name.substring(0, 2)));
        try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(folder.resolve(name.substring(2))))) {
            out.write(whole.toByteArray());
        }
        return id;
    }
}
