package dev.sessionhub.provider.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hub does that is not root's, as the machines of tests often are. */
class OrdinaryUserTest {

    @TempDir
    Path directory;

    @Test
    void a_directory_of_its_own_is_its_own() throws IOException, InterruptedException {
        place(Tree.class);
        place(PrivateDirectory.class);
        letEverybodyIn();
        List<String> command = new ArrayList<>();
        if (Files.getAttribute(directory, "unix:uid").equals(0)) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory.toString(),
                PrivateDirectory.class.getName(),
                directory.resolve("mine").toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(directory.resolve("mine")).isDirectory();
    }

    private void place(Class<?> type) throws IOException {
        Path folder =
                Files.createDirectories(directory.resolve(type.getPackageName().replace('.', '/')));
        String file = type.getSimpleName() + ".class";
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file))) {
            Files.copy(in, folder.resolve(file));
        }
    }

    private void letEverybodyIn() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.toList()) {
                Files.setPosixFilePermissions(one, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
        }
    }
}
