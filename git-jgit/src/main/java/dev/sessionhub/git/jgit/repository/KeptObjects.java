package dev.sessionhub.git.jgit.repository;

import java.io.IOException;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A repository whose garbage is never collected: sessions use objects of it that it cannot know of. */
final class KeptObjects extends FileRepository {

    KeptObjects(FileRepositoryBuilder files) throws IOException {
        super(files.setup());
    }

    @Override
    public void autoGC(ProgressMonitor monitor) {
        // on purpose
    }
}
