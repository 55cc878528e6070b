package dev.sessionhub.git.jgit.scan;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Submodules: one that is not checked out is as staged; one that is would have to be trusted to tell its commit. */
final class Submodule {

    private Submodule() {}

    static Optional<ObjectId> commit(WorktreeView view, String path) {
        Path directory = RawPath.below(view.registration().path(), path);
        if (Files.exists(directory.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    "the submodule \"" + RawPath.text(path)
                            + "\" is checked out; ask git inside the session for its state");
        }
        return Optional.empty();
    }
}
