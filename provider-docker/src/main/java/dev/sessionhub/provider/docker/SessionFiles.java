package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * What an environment keeps on the hub's machine: its home, its {@code SESSION_HUB_RUN}, the names of its users, and
 * its secrets, which no mount shows.
 */
final class SessionFiles {

    static final String HOME = "/home/session";
    static final String RUN = "/run/session-hub";

    private static final FileAttribute<?> PRIVATE_DIRECTORY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path environments;

    SessionFiles(Path stateDirectory) {
        this.environments = stateDirectory.resolve("environments");
    }

    Path home(UUID session) {
        return directory(session).resolve("home");
    }

    Path run(UUID session) {
        return directory(session).resolve("run");
    }

    Path users(UUID session) {
        return directory(session).resolve("passwd");
    }

    Path groups(UUID session) {
        return directory(session).resolve("group");
    }

    /** Whether an environment, one that does not exist any more too, has left files. */
    boolean has(UUID session) {
        return Files.isDirectory(directory(session), LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes them; the home of an environment that somebody else removed is kept. */
    void make(ContainerSpec spec, SessionUser user) throws IOException {
        UUID session = spec.sessionId();
        Files.createDirectories(environments, PRIVATE_DIRECTORY);
        if (!has(session)) {
            Files.createDirectory(directory(session), PRIVATE_DIRECTORY);
        }
        for (Path old : List.of(run(session), users(session), groups(session), secretsOf(session))) {
            Tree.delete(old);
        }
        if (!Files.isDirectory(home(session), LinkOption.NOFOLLOW_LINKS)) {
            make(home(session), user);
        }
        make(run(session), user);
        publish(users(session), """
                root:x:0:0:root:/root:/bin/sh
                session:x:%d:%d:Session:%s:/bin/sh
                nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
                """.formatted(user.uid(), user.gid(), HOME));
        publish(groups(session), "root:x:0:\nsession:x:%d:\nnogroup:x:65534:\n".formatted(user.gid()));
        writeSecrets(session, spec.secrets());
    }

    Map<String, String> secrets(UUID session) throws IOException {
        Map<String, String> secrets = new LinkedHashMap<>();
        for (String line : Files.readAllLines(secretsOf(session), StandardCharsets.US_ASCII)) {
            int equals = line.indexOf('=');
            byte[] value = Base64.getDecoder().decode(line.substring(equals + 1));
            secrets.put(line.substring(0, equals), new String(value, StandardCharsets.UTF_8));
        }
        return secrets;
    }

    void remove(UUID session) throws IOException {
        Tree.delete(directory(session));
    }

    private static void make(Path own, SessionUser user) throws IOException {
        Files.createDirectory(own, PRIVATE_DIRECTORY);
        Ownership.give(own, user);
    }

    private Path secretsOf(UUID session) {
        return directory(session).resolve("secrets");
    }

    private void writeSecrets(UUID session, Map<String, Secret> secrets) throws IOException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(secrets)
                .forEach((name, secret) -> text.append(name)
                        .append('=')
                        .append(Base64.getEncoder()
                                .encodeToString(secret.reveal().getBytes(StandardCharsets.UTF_8)))
                        .append('\n'));
        Path file = Files.createFile(secretsOf(session), PRIVATE_FILE);
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    private static void publish(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }

    private Path directory(UUID session) {
        return environments.resolve(session.toString());
    }
}
