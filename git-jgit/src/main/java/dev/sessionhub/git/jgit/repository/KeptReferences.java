package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;

/** References of one session that are nobody's branches: they keep commits from git's garbage collection. */
public final class KeptReferences {

    private final OpenRepository repository;
    private final String prefix;

    public KeptReferences(OpenRepository repository, String label) {
        this.repository = repository;
        this.prefix = "refs/hub/" + label + "/";
    }

    /** Every one of them, by the name after the session's. */
    public Map<String, ObjectId> all() throws IOException {
        Map<String, ObjectId> all = new TreeMap<>();
        for (Ref ref : repository.jgit().getRefDatabase().getRefsByPrefix(prefix)) {
            Optional.ofNullable(ref.getObjectId())
                    .ifPresent(id -> all.put(ref.getName().substring(prefix.length()), id));
        }
        return all;
    }

    public boolean isOne(Ref ref) {
        return ref.getName().startsWith(prefix);
    }

    /** Keeps a commit for good. */
    public void keep(ObjectId commit) throws IOException {
        require(set("kept/" + commit.name(), commit), commit);
    }

    /** Keeps a commit under a name; another that had it before is kept too, and so is one whose name cannot be had. */
    public void keep(String name, ObjectId commit) throws IOException {
        Optional<ObjectId> before = repository.reference(prefix + name);
        if (before.filter(commit::equals).isPresent()) {
            return;
        }
        if (before.isPresent()) {
            keep(before.get());
        }
        boolean conflict = repository.jgit().getRefDatabase().isNameConflicting(prefix + name);
        if (conflict || !set(name, commit)) {
            keep(commit);
        }
    }

    public void forget() throws IOException {
        for (String name : all().keySet()) {
            RefUpdate update = repository.jgit().updateRef(prefix + name, true);
            update.setForceUpdate(true);
            RefUpdate.Result result = update.delete();
            if (result != RefUpdate.Result.FORCED) {
                throw new ProviderException(Code.CONFLICT, prefix + name + " could not be removed: " + result);
            }
        }
    }

    private boolean set(String name, ObjectId commit) throws IOException {
        RefUpdate update = repository.jgit().updateRef(prefix + name, true);
        update.setForceUpdate(true);
        update.disableRefLog();
        update.setNewObjectId(commit);
        return switch (update.update()) {
            case NEW, FAST_FORWARD, FORCED, NO_CHANGE -> true;
            default -> false;
        };
    }

    private void require(boolean done, ObjectId commit) {
        if (!done) {
            throw new ProviderException(
                    Code.CONFLICT, "another git process holds the lock of " + prefix + "kept/" + commit.name());
        }
    }
}
