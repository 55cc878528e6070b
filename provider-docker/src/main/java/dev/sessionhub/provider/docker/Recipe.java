package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What an image that is missing is built from.
 *
 * @param image the name it gets
 * @param folder one with a Dockerfile; empty for the one that comes with this provider
 * @param base the build argument {@code BASE}; empty for the Dockerfile's own
 */
record Recipe(String image, Optional<Path> folder, Optional<String> base) {

    private static final List<String> OWN =
            List.of("Dockerfile", "managed-settings.json", "certificates/README", "package/README");
    private static final Path CERTIFICATES = Path.of("/usr/local/share/ca-certificates");

    /** Fills in the request. */
    BuildImageCmd fill(BuildImageCmd request) throws IOException {
        if (folder.isPresent()) {
            Path file = folder.get().resolve("Dockerfile");
            if (!Files.isRegularFile(file)) {
                throw new IllegalArgumentException("there is no " + file);
            }
            request.withBaseDirectory(folder.get().toFile()).withDockerfile(file.toFile());
        } else {
            request.withTarInputStream(new ByteArrayInputStream(own(CERTIFICATES)));
        }
        base.ifPresent(from -> request.withBuildArg("BASE", from));
        // The host's network: packages come from registries, and a host may have no bridge.
        return request.withTags(Set.of(image)).withNetworkMode("host").withForcerm(true);
    }

    /** The folder that comes with this provider, with the certificates that this machine trusts besides. */
    static byte[] own(Path certificates) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            for (String name : OWN) {
                try (InputStream in = Recipe.class.getResourceAsStream("claude-instance/" + name)) {
                    if (in == null) {
                        throw new FileNotFoundException("claude-instance/" + name);
                    }
                    put(tar, name, in.readAllBytes());
                }
            }
            for (Path certificate : trusted(certificates)) {
                put(tar, "certificates/" + certificate.getFileName(), Files.readAllBytes(certificate));
            }
        }
        return bytes.toByteArray();
    }

    private static List<Path> trusted(Path certificates) throws IOException {
        if (!Files.isDirectory(certificates)) {
            return List.of();
        }
        try (var files = Files.walk(certificates)) {
            return files.filter(file -> file.toString().endsWith(".crt")).toList();
        }
    }

    private static void put(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
