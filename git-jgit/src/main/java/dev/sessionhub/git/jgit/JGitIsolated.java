package dev.sessionhub.git.jgit;

import dev.sessionhub.git.jgit.isolated.PrivateCreation;
import dev.sessionhub.git.jgit.repository.Failures;
import dev.sessionhub.git.jgit.repository.KeptReferences;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.transfer.PrivateImport;
import dev.sessionhub.git.jgit.worktree.FreshIndex;
import dev.sessionhub.git.jgit.worktree.Registry;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.IsolatedGit;
import dev.sessionhub.spi.git.PrivateGit;
import java.nio.file.Path;
import java.util.List;

/** Git for isolated sessions; like its back end it holds nothing between calls. */
final class JGitIsolated implements IsolatedGit {

    private final long limit;

    JGitIsolated(long limit) {
        this.limit = limit;
    }

    /** What a call does with the repository and the hub's own view of the session's worktree. */
    private interface Work<T> {

        T on(OpenRepository repository, Registration registration) throws Exception;
    }

    private static <T> T with(Path path, PrivateGit session, Work<T> work) {
        return Failures.named(path, () -> {
            try (OpenRepository repository = OpenRepository.at(path)) {
                return work.on(repository, new Registry(repository).require(session.worktree()));
            }
        });
    }

    @Override
    public List<PrivateGit.Borrowed> make(Path repository, PrivateGit session, PrivateGit.Sight sight) {
        return with(repository, session, (open, own) -> new PrivateCreation(open, session).make(own, sight));
    }

    @Override
    public void settle(Path repository, PrivateGit session) {
        with(repository, session, (open, own) -> {
            new PrivateCreation(open, session).settle(own);
            return own;
        });
    }

    @Override
    public PrivateGit.Taken take(Path repository, PrivateGit session) {
        try {
            return with(repository, session, (open, own) -> new PrivateImport(open, session, limit).take(own));
        } catch (ProviderException e) {
            if (e.code() != Code.CONFLICT) {
                throw e;
            }
            // Somebody moved the branch meanwhile, perhaps another call like this one.
            return with(repository, session, (open, own) -> new PrivateImport(open, session, limit).take(own));
        }
    }

    @Override
    public void renew(Path repository, PrivateGit session) {
        with(repository, session, (open, own) -> {
            CommitId head = own.commit(open)
                    .orElseThrow(() -> new ProviderException(
                            Code.CONFLICT, "the worktree " + own.path() + " is on no commit: its branch is gone"));
            FreshIndex.renew(open, own, open.tree(head));
            return own;
        });
    }

    @Override
    public int ownCommits(Path repository, PrivateGit session) {
        return with(repository, session, (open, own) -> new PrivateImport(open, session, limit).ownCommits(own));
    }

    @Override
    public void forget(Path repository, String label) {
        Failures.named(repository, () -> {
            try (OpenRepository open = OpenRepository.at(repository)) {
                new KeptReferences(open, label).forget();
                return label;
            }
        });
    }
}
