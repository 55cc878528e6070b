package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.PrivateGit.Borrowed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every directory that holds objects of a repository. The first one is seen where the session expects it; those that it
 * borrows from in turn are seen where git inside the session is going to look for them.
 */
final class BorrowedObjects {

    private static final int DEEPEST = 5;

    private final OpenRepository repository;
    private final Map<Path, String> found = new LinkedHashMap<>();

    private BorrowedObjects(OpenRepository repository) {
        this.repository = repository;
    }

    static List<Borrowed> of(OpenRepository repository, String target) throws IOException {
        BorrowedObjects borrowed = new BorrowedObjects(repository);
        borrowed.add(repository.directory().resolve("objects"), target, 0);
        return borrowed.found.entrySet().stream()
                .map(entry -> new Borrowed(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void add(Path objects, String target, int depth) throws IOException {
        if (!Files.isDirectory(objects) || depth > DEEPEST) {
            throw refused("needs the objects in " + objects + ", which cannot be found");
        }
        if (found.putIfAbsent(objects.toRealPath(), target) != null) {
            return;
        }
        Path alternates = objects.resolve("info/alternates");
        if (Files.exists(alternates) && !Files.isRegularFile(alternates, LinkOption.NOFOLLOW_LINKS)) {
            throw refused("has no file " + alternates);
        }
        for (String line : SmallFile.read(alternates).orElse("").lines().toList()) {
            if (line.startsWith("\"")) {
                throw refused("borrows objects from a directory with an unusual name");
            }
            if (!line.isBlank() && !line.startsWith("#")) {
                Path inside = Path.of(target).resolve(line).normalize();
                requireFree(inside, line);
                add(objects.resolve(line).normalize(), inside.toString(), depth + 1);
            }
        }
    }

    private void requireFree(Path inside, String line) {
        boolean taken = inside.getNameCount() < 2
                || found.values().stream()
                        .map(Path::of)
                        .anyMatch(other -> inside.startsWith(other) || other.startsWith(inside));
        if (taken) {
            throw refused("borrows objects from " + line + ", which cannot be shown to a session there");
        }
    }

    private ProviderException refused(String why) {
        return new ProviderException(
                Code.UNSUPPORTED,
                repository.asked() + " " + why + "; run git repack -a -d in it and remove objects/info/alternates");
    }
}
