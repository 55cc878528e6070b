package dev.sessionhub.core.workspace.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What git inside a session says may be anything. */
class HostileTextTest {

    private static final CommitId BASE = new CommitId("0123456789012345678901234567890123456789");
    private static final DiffRequest ALL = new DiffRequest(BASE, Optional.empty(), 100, 1_000);
    private static final String STATUS = """
            2\t3
            # branch.oid 1111111111111111111111111111111111111111~# branch.head hub/x~\
            1 AM N... 000000 100644 100644 0 1 a b~2 R. N... 100644 100644 100644 1 1 R100 new~old~\
            u UU N... 100644 100644 100644 100644 1 1 1 both~? un
            tracked~""".replace('~', '\0');
    private static final String DIFF = """
            :100644 100644 1 0 M~a~:100644 100644 1 0 R090~old~new~:100644 120000 1 0 T~t~:000000 160000 0 0 A~u~\
            2\t1\ta~0\t0\t~old~new~1\t1\tt~1\t0\tu~~diff --git a/a b/a
            index 1..0
            --- a/a
            +++ b/a
            @@ -1,3 +1,4 @@ more
             same

            -@@ -1,1 +1,1 @@
            +diff --git a/b b/b
            +x
            \\ No newline at end of file
            diff --git a/old b/new
            similarity index 90%
            diff --git a/t b/t
            @@ -1 +0,0 @@
            -was
            diff --git a/t b/t
            @@ -0,0 +1 @@
            +is
            diff --git a/u b/u
            @@ -0,0 +1 @@
            +Subproject commit 1
            """.replace('~', '\0');

    @Test
    void a_status_is_read_as_it_is_written() {
        GitStatus status = StatusText.parse(bytes(STATUS), false, BASE);
        assertThat(status.behind()).isEqualTo(2);
        assertThat(status.ahead()).isEqualTo(3);
        assertThat(status.entries())
                .extracting(GitStatus.Entry::path)
                .containsExactly("a b", "both", "new", "un\ntracked");
    }

    @Test
    void content_that_looks_like_a_header_is_content() {
        GitDiff diff = DiffText.parse(bytes(DIFF), false, ALL);
        assertThat(diff.files()).extracting(file -> file.newPath().orElse("")).containsExactly("a", "new", "t");
        assertThat(diff.files().getFirst().hunks().getFirst().lines())
                .extracting(GitDiff.Line::text)
                .containsExactly("same", "", "@@ -1,1 +1,1 @@", "diff --git a/b b/b", "x");
        assertThat(diff.files().getLast().hunks()).hasSize(2);
    }

    @Test
    void whatever_is_said_is_read_or_refused() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            byte[] status = mutated(bytes(STATUS), random);
            readOrRefused(() -> StatusText.parse(status, false, BASE));
            byte[] diff = mutated(bytes(DIFF), random);
            readOrRefused(() -> DiffText.parse(diff, true, ALL));
        }
    }

    @Test
    void a_million_files_are_told_as_many() {
        String head = STATUS.substring(0, STATUS.indexOf("1 AM"));
        GitStatus status = StatusText.parse(bytes(head + "? new file\0".repeat(1_000_000)), false, BASE);
        assertThat(status.entries()).hasSize(10_000);
        assertThat(status.truncated()).isTrue();
    }

    @Test
    void a_million_changes_are_refused_and_not_counted_wrongly() {
        String changes = ":100644 100644 1 0 M\0a\0".repeat(1_000_000);
        assertTooMany(changes, false);
        assertTooMany(changes.substring(0, changes.length() / 20), true);
    }

    private static void assertTooMany(String changes, boolean cut) {
        assertThatThrownBy(() -> DiffText.parse(bytes(changes), cut, ALL))
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ProviderException.Code.LIMIT_EXCEEDED))
                .hasMessageContaining("more files have changed");
    }

    @Test
    void long_lines_without_number_are_left_out() {
        String line = "+" + "\uFFFD".repeat(4_000) + "\n";
        String text = ":000000 100644 0 0 A\0a\0" + "9000\t0\ta\0\0diff --git a/a b/a\n@@ -0,0 +1,9000 @@\n";
        GitDiff diff = DiffText.parse(
                bytes(text + line.repeat(9_000)), false, new DiffRequest(BASE, Optional.empty(), 300, 20_000));
        assertThat(diff.truncated()).isTrue();
        assertThat(diff.files().getFirst().additions()).isEqualTo(9_000);
        assertThat(diff.files().getFirst().hunks()).isEmpty();
    }

    @Test
    void a_session_on_no_commit_is_named() {
        assertThatThrownBy(() -> StatusText.parse(bytes("\n# branch.oid (initial)\0"), false, BASE))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("no commit");
    }

    private static void readOrRefused(Runnable reading) {
        try {
            reading.run();
        } catch (ProviderException refused) {
            assertThat(refused.code()).isIn(ProviderException.Code.CONFLICT, ProviderException.Code.LIMIT_EXCEEDED);
        }
    }

    private static byte[] mutated(byte[] bytes, SplittableRandom random) {
        byte[] copy = Arrays.copyOf(bytes, random.nextInt(bytes.length / 2, bytes.length + 1));
        for (int i = random.nextInt(6); i > 0; i--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        return copy;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
