package dev.sessionhub.core.plugin.guard;

import dev.sessionhub.spi.git.IsolatedGit;
import dev.sessionhub.spi.git.PrivateGit;
import java.nio.file.Path;
import java.util.List;

/** A back end's Git for isolated sessions behind its guard. */
record GuardedIsolatedGit(IsolatedGit git, Guard guard, Deadlines deadlines) implements IsolatedGit {

    @Override
    public List<PrivateGit.Borrowed> make(Path repository, PrivateGit session, PrivateGit.Sight sight) {
        return guard.call(
                "isolated.make", deadlines.creation(), () -> List.copyOf(git.make(repository, session, sight)));
    }

    @Override
    public void settle(Path repository, PrivateGit session) {
        guard.run("isolated.settle", deadlines.creation(), () -> git.settle(repository, session));
    }

    @Override
    public PrivateGit.Taken take(Path repository, PrivateGit session) {
        return guard.call("isolated.take", deadlines.creation(), () -> git.take(repository, session));
    }

    @Override
    public void renew(Path repository, PrivateGit session) {
        guard.run("isolated.renew", deadlines.creation(), () -> git.renew(repository, session));
    }

    @Override
    public int ownCommits(Path repository, PrivateGit session) {
        return guard.call("isolated.ownCommits", deadlines.change(), () -> git.ownCommits(repository, session));
    }

    @Override
    public void forget(Path repository, String label) {
        guard.run("isolated.forget", deadlines.change(), () -> git.forget(repository, label));
    }
}
