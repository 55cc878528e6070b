package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * What lies outside a session and must stay as it is: repositories, byte by byte. Apart from it are the session's own
 * branch, what the hub keeps for it, the hub's administration of its worktree, and objects that were added.
 */
final class Outside {

    private static final String OBJECTS = ".git/objects/";
    private static final List<String> OWN =
            List.of(".git/refs/heads/hub", ".git/logs/refs/heads/hub", ".git/refs/hub", ".git/worktrees");

    private final List<Path> repositories;
    private final List<String> files;
    private final List<String> objects;

    Outside(Path... repositories) throws IOException {
        this.repositories = List.of(repositories);
        this.files = lines(false);
        this.objects = lines(true);
    }

    void assertUnchanged() throws IOException {
        assertThat(lines(false)).as("repositories outside the session").isEqualTo(files);
        assertThat(lines(true)).as("their objects").containsAll(objects);
    }

    private List<String> lines(boolean wantsObjects) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path repository : repositories) {
            try (var paths = Files.walk(repository)) {
                for (Path path : paths.sorted().toList()) {
                    String name = repository.relativize(path).toString();
                    boolean object = name.startsWith(OBJECTS) && Files.isRegularFile(path);
                    if (object == wantsObjects && !isOwn(name) && !isAddedDirectory(name, path)) {
                        lines.add(line(repository, path));
                    }
                }
            }
        }
        return lines;
    }

    private static boolean isOwn(String name) {
        return OWN.stream().anyMatch(name::startsWith);
    }

    private static boolean isAddedDirectory(String name, Path path) {
        boolean inObjects = name.startsWith(OBJECTS) || name.startsWith(".git/logs/refs");
        return inObjects && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String line(Path repository, Path path) throws IOException {
        Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
        CRC32 sum = new CRC32();
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            sum.update(Files.readAllBytes(path));
        }
        return repository.getFileName() + "/" + repository.relativize(path) + " " + mode + " " + sum.getValue();
    }
}
