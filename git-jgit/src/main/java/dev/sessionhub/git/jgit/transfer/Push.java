package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** Pushes a branch, without the programs a remote's configuration may name. */
public final class Push {

    private static final int TIMEOUT_SECONDS = 60;

    private final OpenRepository repository;
    private final Optional<CredentialsProvider> credentials;

    public Push(OpenRepository repository, Optional<CredentialsProvider> credentials) {
        this.repository = repository;
        this.credentials = credentials;
    }

    public void run(String remote, BranchName branch) throws IOException {
        String url = repository
                .settings()
                .remote(remote)
                .orElseThrow(() -> new ProviderException(
                        Code.NOT_FOUND, repository.asked() + " has no remote \"" + remote + "\""));
        if (new Branches(repository).at(branch).isEmpty()) {
            throw new ProviderException(Code.NOT_FOUND, "branch " + branch + " does not exist");
        }
        try (Transport transport = Transport.open(repository.jgit(), uri(url, remote))) {
            transport.setTimeout(TIMEOUT_SECONDS);
            credentials.ifPresent(transport::setCredentialsProvider);
            transport.setPushAtomic(false);
            RemoteRefUpdate update =
                    new RemoteRefUpdate(repository.jgit(), branch.reference(), branch.reference(), false, null, null);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            requireDone(update, remote, branch);
        } catch (NoRemoteRepositoryException e) {
            throw new ProviderException(Code.UNAVAILABLE, "remote \"" + remote + "\" has no repository", e);
        } catch (NotSupportedException e) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    "the hub does not speak the protocol of remote \"" + remote + "\"; push from inside the session",
                    e);
        } catch (TransportException e) {
            throw failed(remote, e);
        }
    }

    private static URIish uri(String url, String remote) {
        try {
            return new URIish(url);
        } catch (URISyntaxException e) {
            throw new ProviderException(Code.INVALID_REQUEST, "the URL of remote \"" + remote + "\" is none", e);
        }
    }

    private static void requireDone(RemoteRefUpdate update, String remote, BranchName branch) {
        switch (update.getStatus()) {
            case OK, UP_TO_DATE -> {
                // as asked
            }
            default ->
                throw new ProviderException(
                        Code.CONFLICT,
                        "remote \"" + remote + "\" refused branch " + branch + ": " + update.getStatus()
                                + "; fetch and merge or rebase first");
        }
    }

    private static ProviderException failed(String remote, TransportException e) {
        String message = String.valueOf(e.getMessage());
        boolean denied = message.contains("not authorized")
                || message.contains("Authentication")
                || message.contains("not permitted")
                || message.contains("CredentialsProvider");
        return denied
                ? new ProviderException(Code.UNAUTHORIZED, "remote \"" + remote + "\" wants other credentials", e)
                : new ProviderException(Code.UNAVAILABLE, "remote \"" + remote + "\" cannot be reached or failed", e);
    }
}
