package dev.sessionhub.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are being made by this hub, and by another one that is killed. */
class DraftsTest {

    private static final String NAME = "far-1a2b3c4d.git";

    @TempDir
    private Path folder;

    /** Another hub, in the middle of a clone. */
    static final class OtherHub {

        private OtherHub() {}

        public static void main(String[] arguments) throws IOException {
            try (Drafts.Draft draft = new Drafts(Path.of(arguments[0])).open(NAME)) {
                Files.writeString(Files.createDirectory(draft.path()).resolve("HEAD"), "half");
                System.out.write('\n');
                System.out.flush();
                System.in.read();
            }
        }
    }

    @Test
    void what_another_hub_makes_stays_while_it_lives_and_goes_when_it_was_killed() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherHub.class.getName(),
                folder.toString());
        Process other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.getInputStream().read()).isEqualTo('\n');
            new Drafts(folder).clear();
            assertThat(folder.resolve(NAME).resolve("HEAD")).hasContent("half");
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(folder).isNotEmptyDirectory();
        new Drafts(folder).clear();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_it_became_stays_and_what_it_did_not_goes() throws IOException {
        Drafts drafts = new Drafts(folder.resolve("drafts"));
        Path made = folder.resolve("made");
        try (Drafts.Draft draft = drafts.open(NAME)) {
            Files.createDirectory(draft.path());
            drafts.clear();
            new Drafts(folder.resolve("drafts")).clear();
            draft.become(made);
        }
        try (Drafts.Draft draft = drafts.open("other-1a2b3c4d.git")) {
            Files.createDirectory(draft.path());
        }
        assertThat(made).isDirectory();
        assertThat(folder.resolve("drafts")).isEmptyDirectory();
    }
}
