package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.RefUpdate.Result;

/** Moves branches by compare-and-swap; a lock of another git process is waited for. */
public final class Branches {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long PAUSE_MILLIS = 25;

    private final OpenRepository repository;

    public Branches(OpenRepository repository) {
        this.repository = repository;
    }

    /** The commit a branch is at; empty if there is no such branch. */
    public Optional<ObjectId> at(BranchName branch) throws IOException {
        return repository.reference(branch.reference());
    }

    /** What the contract's {@code updateBranch} asks for. */
    public void change(BranchName branch, Optional<CommitId> expected, Optional<CommitId> target)
            throws IOException, InterruptedException {
        if (target.isPresent()) {
            repository.commit(target.get());
        }
        String reason = target.isPresent() ? "session-hub: moved" : "";
        update(branch, expected.map(OpenRepository::id), target.map(OpenRepository::id), reason);
    }

    /**
     * Makes, moves or deletes a branch.
     *
     * @param expected where it must be; empty if it must not exist
     * @param target where it shall be; empty to delete it
     * @param reason for the log of the reference
     */
    public void update(BranchName branch, Optional<ObjectId> expected, Optional<ObjectId> target, String reason)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            requireAt(branch, expected);
            Result result = attempt(branch, expected, target, reason);
            switch (result) {
                case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> {
                    return;
                }
                case LOCK_FAILURE -> requireRoomFor(branch);
                default ->
                    throw new ProviderException(Code.CONFLICT, "branch " + branch + " could not be changed: " + result);
            }
            if (Instant.now().isAfter(end)) {
                throw new ProviderException(
                        Code.CONFLICT,
                        "another git process holds the lock of branch " + branch + "; try again, or remove "
                                + repository.directory().resolve(branch.reference() + ".lock") + " if none runs");
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private Result attempt(BranchName branch, Optional<ObjectId> expected, Optional<ObjectId> target, String reason)
            throws IOException {
        RefUpdate update = repository.jgit().updateRef(branch.reference(), true);
        update.setExpectedOldObjectId(expected.orElse(ObjectId.zeroId()));
        update.setRefLogIdent(new PersonIdent("Session Hub", "session-hub@localhost"));
        update.setRefLogMessage(reason, false);
        update.setForceUpdate(true);
        if (target.isEmpty()) {
            return update.delete();
        }
        update.setNewObjectId(target.get());
        return update.update();
    }

    /** Refuses if a branch is elsewhere; if nothing is expected, it must not exist. */
    public void requireAt(BranchName branch, Optional<ObjectId> expected) throws IOException {
        Optional<ObjectId> now = at(branch);
        if (now.equals(expected)) {
            return;
        }
        if (expected.isEmpty()) {
            throw new ProviderException(Code.CONFLICT, "branch " + branch + " exists already");
        }
        throw new ProviderException(
                Code.CONFLICT,
                "branch " + branch + " is "
                        + now.map(id -> "at " + id.name()).orElse("gone") + ", not at "
                        + expected.get().name());
    }

    /** A branch cannot stand where another has its directory. */
    private void requireRoomFor(BranchName branch) throws IOException {
        if (at(branch).isEmpty() && repository.jgit().getRefDatabase().isNameConflicting(branch.reference())) {
            throw new ProviderException(
                    Code.CONFLICT, "branch " + branch + " cannot exist beside a branch that is a part of its name");
        }
    }
}
