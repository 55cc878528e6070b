package dev.sessionhub.launcher.postgres;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once per version from the archive on the class path. */
public final class PostgresBinaries {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

    private final Path folder;

    /**
     * Programs under a folder.
     *
     * @param parent the folder that holds one folder per version
     * @param version the version of the archive on the class path
     */
    public PostgresBinaries(Path parent, String version) {
        this.folder = parent.resolve("postgresql-" + version);
    }

    public boolean unpacked() {
        return Files.isExecutable(program("postgres"));
    }

    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks beside the final place and renames: a folder of that name is always complete. */
    public void unpack() {
        if (unpacked()) {
            return;
        }
        Path parent = folder.resolveSibling(
                folder.getFileName() + "." + ProcessHandle.current().pid());
        try {
            Files.createDirectories(parent);
            extract(parent);
            Files.move(parent, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!unpacked()) {
                throw new Failure("cannot unpack PostgreSQL into " + folder + ": " + Folders.reason(e), e);
            }
        } finally {
            Folders.delete(parent);
        }
    }

    private static void extract(Path target) throws IOException {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (archive == null) {
                throw new IOException("this build has no PostgreSQL for " + System.getProperty("os.arch")
                        + "; set DATABASE_URL to a PostgreSQL server of your own");
            }
            TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                extract(tar, entry, target.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void extract(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(file);
        } else if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
        } else {
            Files.createDirectories(file.getParent());
            Files.copy(tar, file);
            boolean runs = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
