package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.Command;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Something to try the hub on before a repository of one's own is configured. */
final class SampleRepository {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_AUTHOR_NAME", "Session Hub",
            "GIT_AUTHOR_EMAIL", "hub@localhost",
            "GIT_COMMITTER_NAME", "Session Hub",
            "GIT_COMMITTER_EMAIL", "hub@localhost");

    private static final Map<String, String> FILES = Map.of(
            "README.md", """
            # Sample project

            Every session of Session Hub works on a branch and in a folder of its own. Change something, and look at
            "Changes" in the dashboard. To work on a repository of your own, set BASE_REPO_PATH and start the hub again.
            """,
            "greeting.py", """
            def greeting(name):
                return f"Hello, {name}!"


            if __name__ == "__main__":
                print(greeting("world"))
            """,
            "test_greeting.py", """
            from greeting import greeting


            def test_greets_by_name():
                assert greeting("Ada") == "Hello, Ada!"
            """);

    private SampleRepository() {}

    static void makeAt(Path folder) {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(draft);
        try {
            Files.createDirectories(draft);
            for (Map.Entry<String, String> file : FILES.entrySet()) {
                Files.writeString(draft.resolve(file.getKey()), file.getValue());
            }
            git(draft, "init", "--quiet", "--initial-branch=main");
            git(draft, "add", ".");
            git(draft, "commit", "--quiet", "--message=A sample to try Session Hub on");
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Failure("cannot make the sample repository " + folder + ": " + Folders.reason(e), e);
        }
    }

    private static void git(Path folder, String... words) {
        List<String> command = new java.util.ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(words));
        Command.Outcome outcome = Command.run(Duration.ofSeconds(30), command, ENVIRONMENT);
        if (!outcome.succeeded()) {
            throw new Failure("cannot make the sample repository with git: " + outcome.tail()
                    + "; install it with: apt-get install git");
        }
    }
}
