package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.worktree.Deletion;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.pack.PackConfig;

/** A place for objects that are not yet trusted: beside the repository's own, which does not see them. */
final class Quarantine implements AutoCloseable {

    private final Path objects;
    private final Path directory;
    private final Repository repository;

    private Quarantine(Path objects, Path directory, Repository repository) {
        this.objects = objects;
        this.directory = directory;
        this.repository = repository;
    }

    /** Opens one. Its name is one that git gc clears away, should the hub die meanwhile. */
    static Quarantine of(OpenRepository base) throws IOException {
        Path objects = base.directory().resolve("objects");
        Path directory = Files.createTempDirectory(objects, "tmp_objdir-bundle-");
        try {
            Files.createDirectory(directory.resolve("pack"));
            return new Quarantine(objects, directory, base.withObjects(directory));
        } catch (IOException | RuntimeException e) {
            Deletion.quietly(directory);
            throw e;
        }
    }

    /** A repository with the references of the real one and with both kinds of objects; writes go into quarantine. */
    Repository repository() {
        return repository;
    }

    /** Keeps a stream in a file. */
    Path spool(InputStream in, long limit) throws IOException {
        Path file = directory.resolve("bundle");
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                length += n;
                if (length > limit) {
                    throw new ProviderException(
                            Code.LIMIT_EXCEEDED, "the bundle is larger than the limit of " + limit + " bytes");
                }
                out.write(buffer, 0, n);
            }
        }
        return file;
    }

    /** Packs what commits of another repository lead to and this one does not have. */
    Path pack(Repository from, Set<ObjectId> tips) throws IOException {
        Set<ObjectId> have = new HashSet<>();
        for (Ref ref : repository.getRefDatabase().getRefs()) {
            ObjectId id = ref.getObjectId();
            if (id != null && repository.getObjectDatabase().has(id)) {
                have.add(id);
            }
        }
        Path file = directory.resolve("wanted");
        PackConfig plain = new PackConfig();
        // To look for deltas takes memory, as much as what is compared.
        plain.setDeltaCompress(false);
        try (PackWriter writer = new PackWriter(plain, from.newObjectReader());
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            writer.setIndexDisabled(true);
            writer.setDeltaBaseAsOffset(true);
            writer.preparePack(NullProgressMonitor.INSTANCE, tips, have);
            writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
        return file;
    }

    /** Moves the objects to the repository's own; an index comes last, for it makes its pack visible. */
    void release() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory.resolve("pack"))) {
            names.forEach(files::add);
        }
        files.sort(Comparator.comparing(file -> file.toString().endsWith(".idx")));
        Path target = Files.createDirectories(objects.resolve("pack"));
        for (Path file : files) {
            Files.move(file, target.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    @Override
    public void close() {
        repository.close();
        Deletion.quietly(directory);
    }
}
