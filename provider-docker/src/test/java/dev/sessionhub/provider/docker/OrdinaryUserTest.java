package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is not root, as most are: whether it may use the engine, its socket's group decides. */
class OrdinaryUserTest {

    private static final String UID = "54321";

    @TempDir
    Path folder;

    @Test
    void one_in_the_sockets_group_has_sessions_that_run_as_it_and_whose_files_are_its_own() throws Exception {
        Path socket = TestEngine.get().socket();
        String said = live("--groups=" + Files.getAttribute(socket, "unix:gid"));
        assertThat(said)
                .contains("UP")
                .contains("54321\nsession\nby the hub\ncode: 0\nown\n")
                .endsWith("left: [] and 0\n");
        assertThat(Files.readString(folder.resolve("home/workspace/given"))).isEqualTo("by the hub\nmore\n");
    }

    @Test
    void one_outside_is_told_what_to_do_and_leaves_nothing_behind() throws Exception {
        String said = live("--clear-groups");
        assertThat(said)
                .contains("DOWN")
                .contains("the hub's user may not use unix://")
                .contains("add it to the socket's group");
        assertThat(folder.resolve("home/state")).isEmptyDirectory();
    }

    private String live(String groups) throws IOException, InterruptedException {
        Path home = Files.createDirectories(folder.resolve("home"));
        TestEngine.run(List.of("chown", UID + ":" + UID, home.toString()), Map.of());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid=" + UID,
                        "--regid=" + UID,
                        groups,
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        classPath(),
                        OrdinaryHub.class.getName(),
                        TestEngine.get().socket().toString(),
                        home.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** A copy that everybody may read, where this one may be in a home that nobody else enters. */
    private String classPath() {
        String own = Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                .orElse(System.getProperty("java.class.path"));
        List<String> copies = new ArrayList<>();
        Path library = folder.resolve("library");
        for (String entry : own.split(File.pathSeparator)) {
            if (Files.exists(Path.of(entry))) {
                String copy = library.resolve(copies.size() + (entry.endsWith(".jar") ? ".jar" : ""))
                        .toString();
                copies.add(copy);
                String script = "mkdir -p \"$1\" && cp -R \"$2\" \"$3\" && chmod -R a+rX \"$1\"";
                TestEngine.run(List.of("sh", "-c", script, "sh", library.toString(), entry, copy), Map.of());
            }
        }
        return String.join(File.pathSeparator, copies);
    }
}
