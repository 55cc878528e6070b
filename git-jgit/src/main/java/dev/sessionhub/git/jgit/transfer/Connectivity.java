package dev.sessionhub.git.jgit.transfer;

import java.io.IOException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.ObjectWalk;
import org.eclipse.jgit.revwalk.RevBlob;
import org.eclipse.jgit.revwalk.RevObject;

/** Whether everything a commit leads to is there, as far as the repository's own references do not prove it. */
final class Connectivity {

    private Connectivity() {}

    static void require(Repository repository, ObjectId tip) throws IOException {
        try (ObjectWalk walk = new ObjectWalk(repository)) {
            walk.markStart(walk.parseCommit(tip));
            for (Ref ref : repository.getRefDatabase().getRefs()) {
                ObjectId id = ref.getObjectId();
                if (id != null) {
                    exclude(walk, id);
                }
            }
            while (walk.next() != null) {
                // parsing is the check
            }
            for (RevObject object = walk.nextObject(); object != null; object = walk.nextObject()) {
                if (object instanceof RevBlob && !repository.getObjectDatabase().has(object)) {
                    throw BundleHeader.broken("an object it needs is missing");
                }
            }
        } catch (MissingObjectException | IncorrectObjectTypeException | CorruptObjectException e) {
            throw BundleHeader.broken("an object it needs is missing or of the wrong kind ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    private static void exclude(ObjectWalk walk, ObjectId id) throws IOException {
        try {
            walk.markUninteresting(walk.parseAny(id));
        } catch (MissingObjectException _) {
            // a reference of the repository that is broken proves nothing
        }
    }
}
