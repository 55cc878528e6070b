package dev.sessionhub.launcher.aot;

import dev.sessionhub.launcher.process.DataLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cache of one build, in {@code aot/} beside hub.jar. Beside it stands for which build and JDK it was made, or tried in vain.
 * The JDK itself refuses a cache that does not fit.
 */
public final class AotCache {

    private final Path dist;
    private final Path folder;

    public AotCache(Path dist) {
        this.dist = dist;
        this.folder = dist.resolve("aot");
    }

    public Path file() {
        return folder.resolve("hub.aot");
    }

    Path draft() {
        return folder.resolve("hub.aot.new");
    }

    /** Whether training makes sense: nothing was tried for this build yet, and the result could be kept. */
    public boolean isMissing() {
        try {
            return Files.isWritable(dist)
                    && !(Files.exists(mark()) && Files.readString(mark()).equals(build()));
        } catch (IOException _) {
            return false;
        }
    }

    Optional<DataLock> lock() {
        return DataLock.attempt(folder);
    }

    /** Puts the draft in place if there is one, and remembers that this build was tried. */
    void settle() throws IOException {
        if (Files.exists(draft())) {
            Files.move(draft(), file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(mark(), build());
    }

    private Path mark() {
        return folder.resolve("build");
    }

    /** The JDK and every file of the class path that a build may change. */
    private String build() throws IOException {
        try (Stream<Path> libraries = Files.list(dist.resolve("lib"))) {
            Stream<Path> ours =
                    Stream.of(dist.resolve("hub.jar"), dist.resolve("payara").resolve("launch-micro.jar"));
            return Stream.concat(ours, libraries.sorted())
                    .map(AotCache::described)
                    .collect(Collectors.joining("\n", Runtime.version() + "\n", "\n"));
        }
    }

    private static String described(Path file) {
        try {
            return file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return file.getFileName() + " unreadable";
        }
    }
}
