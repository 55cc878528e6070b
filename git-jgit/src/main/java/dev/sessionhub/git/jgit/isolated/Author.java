package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.SmallFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;

/**
 * Who commits in a session unless the session says otherwise: whom the repository names, or the hub's user's own
 * configuration, or the hub.
 *
 * @param name of the author
 * @param email of the author
 */
record Author(String name, String email) {

    static Author of(OpenRepository repository) throws IOException {
        Config own = ofUser();
        return new Author(
                value(repository, own, "name").orElse("Session Hub"),
                value(repository, own, "email").orElse("session-hub@localhost"));
    }

    private static Optional<String> value(OpenRepository repository, Config own, String name) {
        return repository
                .settings()
                .text("user", name)
                .or(() -> Optional.ofNullable(own.getString("user", null, name)));
    }

    private static Config ofUser() throws IOException {
        String home = System.getProperty("user.home", "/");
        try {
            Config config = new Config();
            config.fromText(SmallFile.read(Path.of(home, ".gitconfig")).orElse(""));
            return config;
        } catch (ConfigInvalidException _) {
            return new Config();
        }
    }
}
