package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.git.jgit.repository.OpenRepository;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;

/** All that commits lead to, in one pack. */
final class OwnObjects {

    private static final ProgressMonitor SILENT = NullProgressMonitor.INSTANCE;

    private OwnObjects() {}

    static void copy(OpenRepository repository, Set<ObjectId> tips, Path directory) throws IOException {
        try (PackWriter writer = new PackWriter(repository.jgit())) {
            writer.setDeltaBaseAsOffset(true);
            writer.setReuseDeltaCommits(true);
            writer.preparePack(SILENT, tips, Set.of());
            Path draft = directory.resolve("draft");
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(draft))) {
                writer.writePack(SILENT, SILENT, out);
            }
            String name = "pack-" + writer.computeName().name();
            Files.move(draft, directory.resolve(name + ".pack"));
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(directory.resolve(name + ".idx")))) {
                writer.writeIndex(out);
            }
        }
    }
}
