package dev.sessionhub.git.jgit.remote;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;

/** Pushes a branch, without the programs a remote's configuration may name. */
public final class Push {

    private final OpenRepository repository;
    private final Path home;

    public Push(OpenRepository repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    public void run(String remote, BranchName branch) throws IOException {
        String url = repository
                .settings()
                .pushUrl(remote)
                .orElseThrow(() -> new ProviderException(
                        Code.NOT_FOUND, repository.asked() + " has no remote \"" + remote + "\""));
        if (new Branches(repository).at(branch).isEmpty()) {
            throw new ProviderException(Code.NOT_FOUND, "branch " + branch + " does not exist");
        }
        String name = "remote \"" + remote + "\"";
        requireDone(new Line(name, url, home).talk(repository, transport -> push(transport, branch)), name, branch);
    }

    private RemoteRefUpdate push(Transport transport, BranchName branch) throws IOException {
        transport.setPushAtomic(false);
        RemoteRefUpdate update =
                new RemoteRefUpdate(repository.jgit(), branch.reference(), branch.reference(), false, null, null);
        transport.push(NullProgressMonitor.INSTANCE, List.of(update));
        return update;
    }

    private static void requireDone(RemoteRefUpdate update, String name, BranchName branch) {
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {
                // as asked
            }
            default ->
                throw new ProviderException(
                        Code.CONFLICT,
                        name + " refused branch " + branch + ": " + update.getStatus()
                                + "; fetch and merge or rebase first");
        }
    }
}
