package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** Takes commits from a bundle: into quarantine, through every check, and only then into the repository. */
public final class BundleImport {

    private final OpenRepository base;
    private final long limit;

    public BundleImport(OpenRepository base, long limit) {
        this.base = base;
        this.limit = limit;
    }

    public CommitId run(InputStream bundle, String reference, BranchName branch, Optional<CommitId> expected)
            throws IOException, InterruptedException {
        Branches branches = new Branches(base);
        Optional<ObjectId> before = expected.map(OpenRepository::id);
        branches.requireAt(branch, before);
        ObjectId tip;
        try (Quarantine quarantine = Quarantine.of(base)) {
            Path file = quarantine.spool(bundle, limit);
            tip = accept(quarantine.repository(), file, reference);
            requireDescent(quarantine.repository(), before, tip, branch);
            quarantine.release();
        }
        base.jgit().getObjectDatabase().close();
        branches.update(branch, before, Optional.of(tip), "session-hub: imported");
        return new CommitId(tip.name());
    }

    private ObjectId accept(Repository repository, Path file, String reference) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            BundleHeader header = BundleHeader.read(in);
            ObjectId tip = header.references().get(reference);
            if (tip == null) {
                throw new ProviderException(
                        Code.INVALID_REQUEST, "the bundle does not hold the reference \"" + reference + "\"");
            }
            for (ObjectId needed : header.prerequisites()) {
                if (!base.objects().has(needed)) {
                    throw new ProviderException(
                            Code.INVALID_REQUEST,
                            "the bundle needs commit " + needed.name() + ", which " + base.asked() + " does not have");
                }
            }
            PackImport.of(repository, in, Files.size(file), limit);
            Connectivity.require(repository, tip);
            return tip;
        }
    }

    private static void requireDescent(
            Repository repository, Optional<ObjectId> before, ObjectId tip, BranchName branch) throws IOException {
        if (before.isEmpty()) {
            return;
        }
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit old = walk.parseCommit(before.get());
            RevCommit now = walk.parseCommit(tip);
            if (!walk.isMergedInto(old, now)) {
                throw new ProviderException(
                        Code.CONFLICT,
                        "the new commit " + tip.name() + " does not descend from branch " + branch + " at "
                                + before.get().name());
            }
        }
    }
}
