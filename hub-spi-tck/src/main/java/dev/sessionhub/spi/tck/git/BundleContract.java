package dev.sessionhub.spi.tck.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bundles: honest ones bring commits, all others change nothing. */
public abstract class BundleContract extends GitBackendContract {

    private static final String REFERENCE = "refs/heads/main";

    private GitFixture session;

    /** For extension. */
    @SuppressWarnings("NullAway.Init") // JUnit fills the field before each test
    protected BundleContract() {}

    @BeforeEach
    void makeSession() {
        base.git("branch", BRANCH.value());
        base.git("clone", "-q", ".", folder.resolve("session").toString());
        session = base.in(folder.resolve("session"));
        session.git("config", "user.name", "Agent");
        session.git("config", "user.email", "agent@example.org");
        session.write("readme.md", "one\ntwo\nthree\nfour\n")
                .write("new/file", "x\n")
                .commit("work");
    }

    private byte[] bundle(String... options) {
        String file = folder.resolve("b").toString();
        String[] command = {"bundle", "create", "-q"};
        String[] all = Arrays.copyOf(command, command.length + options.length + 1);
        all[command.length] = file;
        System.arraycopy(options, 0, all, command.length + 1, options.length);
        // options of the format come before the file
        if (options.length > 0 && options[0].startsWith("--version")) {
            all[command.length] = options[0];
            all[command.length + 1] = file;
        }
        session.git(all);
        try {
            return Files.readAllBytes(folder.resolve("b"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private CommitId take(byte[] bundle) {
        return git.importBundle(
                base.directory(), new ByteArrayInputStream(bundle), REFERENCE, BRANCH, Optional.of(start));
    }

    private void assertRefused(Code code, byte[] bundle) throws IOException {
        String before = references() + objects();
        assertFails(code, () -> take(bundle));
        assertThat(references() + objects())
                .as("references and objects of the repository")
                .isEqualTo(before);
    }

    private String objects() throws IOException {
        try (var files = Files.walk(base.directory().resolve(".git/objects"))) {
            return files.map(base.directory()::relativize).sorted().toList().toString();
        }
    }

    @Test
    void commits_come_and_the_branch_moves() throws IOException {
        CommitId tip = take(bundle("main", "--not", start.value()));
        assertThat(tip).as("where the branch is").isEqualTo(head(session));
        assertThat(base.git("rev-parse", BRANCH.value())).as("the branch").isEqualTo(tip.value());
        assertThat(base.git("show", BRANCH.value() + ":new/file")).as("a file").isEqualTo("x");
        assertThat(base.git("fsck", "--strict")).as("git fsck").isEmpty();
        assertThat(objects()).as("no temporary files").doesNotContain("tmp_");
    }

    @Test
    void a_whole_bundle_and_one_of_version_three_will_do() {
        take(bundle("--version=3", "main", "--not", start.value()));
        CommitId whole = git.importBundle(
                base.directory(),
                new ByteArrayInputStream(bundle("--all")),
                REFERENCE,
                new BranchName("copy"),
                Optional.empty());
        assertThat(whole).as("a new branch").isEqualTo(head(session));
    }

    @Test
    void the_branch_must_be_where_it_is_expected() throws IOException {
        byte[] bundle = bundle("main", "--not", start.value());
        base.git("branch", "-f", BRANCH.value(), base.commit("elsewhere"));
        assertRefused(Code.CONFLICT, bundle);
    }

    @Test
    void only_descendants_are_taken() throws IOException {
        session.git("checkout", "-q", "--orphan", "other");
        session.commit("unrelated");
        session.git("branch", "-f", "main");
        assertRefused(Code.CONFLICT, bundle("main"));
    }

    @Test
    void missing_prerequisites_and_references_are_named() throws IOException {
        CommitId before = head(session);
        session.write("more", "x").commit("more");
        assertRefused(Code.INVALID_REQUEST, bundle("main", "--not", before.value()));
        session.git("branch", "side");
        assertRefused(Code.INVALID_REQUEST, bundle("side", "--not", start.value()));
    }

    @Test
    void a_bundle_over_the_limit_is_refused() throws IOException {
        byte[] noise = new byte[2 << 20];
        new SplittableRandom(1).nextBytes(noise);
        session.write("noise", noise).commit("noise");
        assertRefused(Code.LIMIT_EXCEEDED, bundle("main", "--not", start.value()));
    }

    @Test
    void what_is_no_bundle_is_refused() throws IOException {
        assertRefused(Code.INVALID_REQUEST, new byte[0]);
        assertRefused(Code.INVALID_REQUEST, new byte[100_000]);
        assertRefused(Code.INVALID_REQUEST, "# v2 git bundle\n".getBytes(StandardCharsets.UTF_8));
        assertRefused(
                Code.INVALID_REQUEST, ("# v2 git bundle\n" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        String head = "# v2 git bundle\n" + head(session) + " " + REFERENCE + "\n\n";
        assertRefused(Code.INVALID_REQUEST, head.getBytes(StandardCharsets.UTF_8));
        assertRefused(
                Code.INVALID_REQUEST, (head + "PACK\0\0\0\2\u007f\u007f\u007f\u007f").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void damage_anywhere_is_noticed() throws IOException {
        byte[] good = bundle("main", "--not", start.value());
        SplittableRandom random = new SplittableRandom(7);
        String before = references();
        for (int i = 0; i < 60; i++) {
            byte[] bad = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bad.length == good.length) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (!meansTheSame(good, bad)) {
                assertFails(Code.INVALID_REQUEST, () -> take(bad));
                assertThat(references()).as("references after damage %d", i).isEqualTo(before);
            }
        }
        assertThat(objects()).as("objects").doesNotContain("tmp_");
    }

    /**
     * The subject of a prerequisite is a comment that nothing depends on, a digit in upper case is the same digit, and
     * what is left of version 2 is a bundle of version 3, too.
     */
    private static boolean meansTheSame(byte[] good, byte[] bad) {
        if (bad.length != good.length) {
            return false;
        }
        int difference = Arrays.mismatch(good, bad);
        String text = new String(good, StandardCharsets.ISO_8859_1);
        boolean comment = difference > 57 && difference <= text.indexOf('\n', 16);
        boolean version = difference == "# v".length() && bad[difference] == '3';
        boolean upperCase = difference < text.indexOf("\n\n") && (good[difference] ^ bad[difference]) == 0x20;
        return comment || version || upperCase;
    }

    @Test
    void objects_that_git_fsck_refuses_are_refused() throws IOException {
        String blob = session.git("rev-parse", "HEAD:new/file");
        byte[] tree = "100644 .git\0".getBytes(StandardCharsets.ISO_8859_1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(tree);
        content.writeBytes(HexFormat.of().parseHex(blob));
        GitFixture.Result made =
                session.run(content.toByteArray(), "hash-object", "-t", "tree", "-w", "--literally", "--stdin");
        String commit = session.git(
                "commit-tree", "-p", "HEAD", "-m", "evil", made.text().strip());
        session.git("update-ref", "refs/heads/main", commit);
        assertRefused(Code.INVALID_REQUEST, bundle("main", "--not", start.value()));
    }
}
