package dev.sessionhub.core.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Repositories made by native Git. */
final class Repositories {

    private Repositories() {}

    static Path sample(Path path) throws IOException {
        Files.createDirectories(path);
        git(path, "init", "-q", "-b", "main");
        Files.writeString(path.resolve("README.md"), "sample\n");
        Files.createDirectories(path.resolve("src"));
        Files.writeString(path.resolve("src/a.txt"), "one\ntwo\nthree\n");
        git(path, "add", ".");
        git(path, "commit", "-q", "-m", "first");
        return path;
    }

    static String git(Path folder, String... arguments) {
        try {
            List<String> command =
                    new ArrayList<>(List.of("git", "-c", "user.name=t", "-c", "user.email=t@example.org"));
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
