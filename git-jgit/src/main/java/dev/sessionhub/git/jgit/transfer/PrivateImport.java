package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.git.jgit.foreign.ForeignDirectory;
import dev.sessionhub.git.jgit.isolated.ForeignReferences;
import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.KeptReferences;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.PrivateGit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** Takes over what a session has committed in its private Git directory. */
public final class PrivateImport {

    private final OpenRepository base;
    private final PrivateGit session;
    private final long limit;
    private final Branches branches;
    private final KeptReferences kept;
    private List<Ref> references = List.of();

    public PrivateImport(OpenRepository base, PrivateGit session, long limit) {
        this.base = base;
        this.session = session;
        this.limit = limit;
        this.branches = new Branches(base);
        this.kept = new KeptReferences(base, session.label());
    }

    public PrivateGit.Taken take(Registration registration) throws IOException, InterruptedException {
        ForeignReferences foreign;
        try (ForeignDirectory git = ForeignDirectory.of(session.directory())) {
            foreign = ForeignReferences.of(git);
            bring(git, foreign);
        }
        Optional<ObjectId> before = branches.at(session.branch());
        ObjectId tip = tip(foreign).or(() -> before).orElseThrow(this::noBranch);
        boolean rewritten = before.isPresent() && !isAncestor(before.get(), tip);
        if (rewritten) {
            kept.keep(before.get());
        }
        boolean moved = !before.equals(Optional.of(tip));
        if (moved) {
            requireStill(registration);
            branches.update(session.branch(), before, Optional.of(tip), "session-hub: taken from the session");
        }
        references = List.of();
        keepOthers(foreign);
        ObjectId head = foreign.head().filter(this::isKnown).orElse(tip);
        registration.point(Optional.of(session.branch()).filter(_ -> head.equals(tip)), head);
        return new PrivateGit.Taken(new CommitId(tip.name()), new CommitId(head.name()), moved, rewritten);
    }

    /** A session that is being deleted gives up the name of its branch, which must not come back then. */
    private void requireStill(Registration registration) throws IOException {
        boolean there = Registration.read(registration.administrativeDirectory())
                .filter(now -> now.path().equals(registration.path()))
                .filter(now -> Files.isDirectory(now.path(), LinkOption.NOFOLLOW_LINKS))
                .isPresent();
        if (!there) {
            throw new ProviderException(Code.NOT_FOUND, "the worktree " + session.worktree() + " is gone");
        }
    }

    /** How many commits only this session has. */
    public int ownCommits(Registration registration) throws IOException {
        try (RevWalk walk = new RevWalk(base.jgit())) {
            Set<ObjectId> starts = new HashSet<>(kept.all().entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith("heads/"))
                    .map(Map.Entry::getValue)
                    .toList());
            branches.at(session.branch()).ifPresent(starts::add);
            registration.commit(base).map(OpenRepository::id).ifPresent(starts::add);
            for (ObjectId start : starts) {
                walk.markStart(walk.parseCommit(start));
            }
            for (Ref ref : references()) {
                if (!kept.isOne(ref) && !ref.getName().equals(session.branch().reference())) {
                    exclude(walk, ref);
                }
            }
            int count = 0;
            while (walk.next() != null) {
                count++;
            }
            return count;
        }
    }

    /** The session's own branch; or the one it is on, if that has all of it, or if the session gave up its own. */
    private Optional<ObjectId> tip(ForeignReferences foreign) throws IOException {
        Optional<ObjectId> own = known(foreign, Optional.of(session.branch()));
        Optional<ObjectId> current = known(foreign, foreign.current());
        boolean contained = own.isPresent() && current.isPresent() && isAncestor(own.get(), current.get());
        return contained || own.isEmpty() ? current : own;
    }

    private Optional<ObjectId> known(ForeignReferences foreign, Optional<BranchName> branch) {
        return branch.map(foreign.branches()::get).filter(this::isKnown);
    }

    private void keepOthers(ForeignReferences foreign) throws IOException {
        for (Map.Entry<BranchName, ObjectId> branch : foreign.branches().entrySet()) {
            keepOther("heads/" + branch.getKey(), branch.getValue());
        }
        if (foreign.stash().isPresent()) {
            keepOther("stash", foreign.stash().get());
        }
    }

    private void keepOther(String name, ObjectId commit) throws IOException {
        if (isKnown(commit) && !isReachable(commit)) {
            kept.keep(name, commit);
        }
    }

    /** First everything; if something of it is broken, what matters most. */
    private void bring(ForeignDirectory git, ForeignReferences foreign) throws IOException, InterruptedException {
        Optional<ObjectId> own = Optional.ofNullable(foreign.branches().get(session.branch()));
        Set<ObjectId> main = new HashSet<>();
        own.ifPresent(main::add);
        foreign.head().ifPresent(main::add);
        Set<ObjectId> all = new HashSet<>(foreign.branches().values());
        foreign.stash().ifPresent(all::add);
        all.addAll(main);
        List<Collection<ObjectId>> attempts = new ArrayList<>(List.of(all, main));
        own.map(List::of).ifPresent(attempts::add);
        for (int i = 0; i < attempts.size(); i++) {
            try {
                bring(git, missing(attempts.get(i)));
                return;
            } catch (ProviderException e) {
                boolean broken = e.code() == Code.INVALID_REQUEST || e.code() == Code.LIMIT_EXCEEDED;
                if (!broken || i == attempts.size() - 1) {
                    throw e;
                }
                System.getLogger(PrivateImport.class.getName())
                        .log(Level.DEBUG, "not all of session " + session.label() + " can be taken", e);
            }
        }
    }

    private Set<ObjectId> missing(Collection<ObjectId> tips) throws IOException {
        Set<ObjectId> missing = new HashSet<>();
        for (ObjectId tip : tips) {
            if (!isReachable(tip)) {
                missing.add(tip);
            }
        }
        return missing;
    }

    private void bring(ForeignDirectory git, Set<ObjectId> tips) throws IOException, InterruptedException {
        if (tips.isEmpty()) {
            return;
        }
        try (Quarantine quarantine = Quarantine.of(base);
                ForeignDirectory objects = git.directory("objects").orElseThrow(this::noObjects);
                Reach reach = new Reach(base.objects(), quarantine.repository(), objects, limit)) {
            reach.collect(tips);
            for (ObjectId tip : tips) {
                Connectivity.require(quarantine.repository(), tip);
            }
            if (reach.tookPacks()) {
                releaseReachable(quarantine, tips);
            } else {
                quarantine.release();
            }
        }
        base.jgit().getObjectDatabase().close();
    }

    /** Read once for each of the two rounds of comparison: before anything changes, and after. */
    private List<Ref> references() throws IOException {
        if (references.isEmpty()) {
            references = base.jgit().getRefDatabase().getRefs();
        }
        return references;
    }

    /** Packs may hold anything besides: only what the tips lead to goes on, in a pack of the hub's own making. */
    private void releaseReachable(Quarantine all, Set<ObjectId> tips) throws IOException {
        try (Quarantine wanted = Quarantine.of(base)) {
            Path file = wanted.pack(all.repository(), tips);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                PackImport.of(wanted.repository(), in, Files.size(file), Long.MAX_VALUE);
            }
            wanted.release();
        }
    }

    private boolean isKnown(ObjectId commit) {
        try {
            return base.objects().has(commit);
        } catch (IOException _) {
            return false;
        }
    }

    private boolean isReachable(ObjectId commit) throws IOException {
        for (Ref ref : references()) {
            if (commit.equals(ref.getObjectId())) {
                return true;
            }
        }
        if (!isKnown(commit)) {
            return false;
        }
        try (RevWalk walk = new RevWalk(base.jgit())) {
            RevObject object = walk.parseAny(commit);
            if (!(object instanceof RevCommit start)) {
                throw new ProviderException(
                        Code.INVALID_REQUEST,
                        "a branch of the session is at " + commit.name() + ", which is no commit");
            }
            walk.markStart(start);
            for (Ref ref : references()) {
                exclude(walk, ref);
            }
            return walk.next() == null;
        }
    }

    private static void exclude(RevWalk walk, Ref ref) throws IOException {
        ObjectId id = ref.getObjectId();
        if (id != null) {
            try {
                walk.markUninteresting(walk.parseCommit(id));
            } catch (MissingObjectException | IncorrectObjectTypeException _) {
                // a reference that leads to no commit has none in common
            }
        }
    }

    private boolean isAncestor(ObjectId old, ObjectId now) throws IOException {
        try (RevWalk walk = new RevWalk(base.jgit())) {
            return walk.isMergedInto(walk.parseCommit(old), walk.parseCommit(now));
        }
    }

    private ProviderException noBranch() {
        return new ProviderException(Code.INVALID_REQUEST, "the session has no branch " + session.branch());
    }

    private ProviderException noObjects() {
        return new ProviderException(
                Code.INVALID_REQUEST, "the session's Git directory " + session.directory() + " has no objects");
    }
}
