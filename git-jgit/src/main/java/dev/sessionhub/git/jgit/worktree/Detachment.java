package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Forgets a worktree and keeps its files. */
public final class Detachment {

    private final Registry registry;

    public Detachment(OpenRepository repository) {
        this.registry = new Registry(repository);
    }

    public void detach(Path worktree) throws IOException {
        Optional<Registration> registration = registry.find(worktree);
        if (registration.isEmpty()) {
            return;
        }
        Path pointer = registration.get().path().resolve(".git");
        if (Files.isRegularFile(pointer, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(pointer);
        }
        registry.remove(registration.get());
    }
}
