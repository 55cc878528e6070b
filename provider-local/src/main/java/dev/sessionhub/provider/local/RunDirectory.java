package dev.sessionhub.provider.local;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Where an environment's sockets live. A socket's path has 107 bytes at most, so where the state directory's path is
 * long it is a private directory under {@code /tmp}: {@code XDG_RUNTIME_DIR} would go with its user's last login.
 */
final class RunDirectory {

    private static final int LONGEST = 80;

    private RunDirectory() {}

    static Path choose(Path stateDirectory, String hubId, UUID session) {
        String name = hash(hubId + "/" + session);
        Path near = stateDirectory.resolve(".run").resolve(name);
        boolean fits = near.toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST;
        return fits ? near : Path.of("/tmp", "session-hub-" + name);
    }

    static void make(Path run, Path stateDirectory) throws IOException {
        if (run.startsWith(stateDirectory)) {
            Files.createDirectories(run.getParent());
        }
        Tree.makePrivate(run);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, Arrays.copyOf(digest, 10)).toString(36);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
