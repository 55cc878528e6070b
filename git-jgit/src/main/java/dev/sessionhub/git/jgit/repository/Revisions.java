package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;

/** Names of commits. The rest of Git's language for revisions is not spoken here: it can be slow, and it can surprise. */
public final class Revisions {

    private static final String FULL = "refs/";
    private static final List<String> PLACES = List.of("refs/tags/", "refs/heads/", "refs/remotes/");

    private final OpenRepository repository;

    public Revisions(OpenRepository repository) {
        this.repository = repository;
    }

    public Optional<CommitId> resolve(String text) throws IOException {
        if (ObjectId.isId(text)) {
            return commit(ObjectId.fromString(text));
        }
        if (text.startsWith(FULL)) {
            return Repository.isValidRefName(text) ? at(text) : Optional.empty();
        }
        if (BranchName.isValid(text)) {
            for (String place : PLACES) {
                Optional<ObjectId> found = repository.reference(place + text);
                if (found.isPresent()) {
                    return commit(found.get());
                }
            }
        }
        return text.matches("[0-9a-f]{4,39}") ? abbreviated(text) : Optional.empty();
    }

    /** Looked up nowhere else: whoever may make branches could make one whose short name is another's full name. */
    private Optional<CommitId> at(String reference) throws IOException {
        Optional<ObjectId> found = repository.reference(reference);
        return found.isPresent() ? commit(found.get()) : Optional.empty();
    }

    private Optional<CommitId> abbreviated(String text) throws IOException {
        Optional<CommitId> only = Optional.empty();
        for (ObjectId id : repository.objects().resolve(AbbreviatedObjectId.fromString(text))) {
            Optional<CommitId> commit = commit(id);
            if (commit.isPresent()) {
                if (only.isPresent()) {
                    return Optional.empty();
                }
                only = commit;
            }
        }
        return only;
    }

    private Optional<CommitId> commit(ObjectId id) throws IOException {
        try (RevWalk walk = new RevWalk(repository.objects())) {
            return Optional.of(new CommitId(walk.parseCommit(id).name()));
        } catch (MissingObjectException | IncorrectObjectTypeException _) {
            return Optional.empty();
        }
    }
}
