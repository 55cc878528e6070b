package dev.sessionhub.git.jgit.remote;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.worktree.Registry;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.RemoteUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;

/** Brings a repository up to date with its remote {@code origin}. */
public final class Fetch {

    static final String ORIGIN = "origin";
    static final RefSpec BRANCHES = new RefSpec("+refs/heads/*:refs/remotes/" + ORIGIN + "/*");

    private static final Duration LIMIT = Duration.ofSeconds(45);

    private final OpenRepository repository;
    private final Path home;

    public Fetch(OpenRepository repository, Path home) {
        this.repository = repository;
        this.home = home;
    }

    public void run() throws IOException, InterruptedException {
        RemoteUrl url = url();
        Patience patience = new Patience(LIMIT);
        FetchResult _ = fetch(url, patience, TagOpt.AUTO_FOLLOW, true);
        follow();
    }

    /** The one thing that clone and fetch have in common. */
    FetchResult fetch(RemoteUrl url, Patience patience, TagOpt tags, boolean prune) throws IOException {
        return new Line(url.value(), url.value(), home).talk(repository, transport -> {
            transport.setRemoveDeletedRefs(prune);
            transport.setTagOpt(tags);
            return transport.fetch(patience, List.of(BRANCHES));
        });
    }

    private RemoteUrl url() {
        String url = repository
                .settings()
                .fetchUrl(ORIGIN)
                .orElseThrow(() -> new ProviderException(
                        Code.NOT_FOUND, repository.asked() + " has no remote \"" + ORIGIN + "\""));
        try {
            return new RemoteUrl(url);
        } catch (IllegalArgumentException e) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, "the URL of remote \"" + ORIGIN + "\" " + e.getMessage(), e);
        }
    }

    private void follow() throws IOException, InterruptedException {
        Ref head = repository.jgit().exactRef("HEAD");
        String name = head == null ? "" : head.getLeaf().getName();
        if (!name.startsWith("refs/heads/") || !BranchName.isValid(name.substring("refs/heads/".length()))) {
            return;
        }
        BranchName branch = new BranchName(name.substring("refs/heads/".length()));
        Branches branches = new Branches(repository);
        Optional<ObjectId> here = branches.at(branch);
        Optional<ObjectId> there = repository.reference("refs/remotes/" + ORIGIN + "/" + branch);
        boolean free = new Registry(repository)
                .branches().stream()
                        .noneMatch(known -> known.name().equals(branch)
                                && known.checkedOutAt().isPresent());
        if (here.isPresent() && there.isPresent() && free && isAhead(there.get(), here.get())) {
            branches.update(branch, here, there, "session-hub: fetched");
        }
    }

    private boolean isAhead(ObjectId there, ObjectId here) throws IOException {
        try (RevWalk walk = new RevWalk(repository.objects())) {
            return !there.equals(here) && walk.isMergedInto(walk.parseCommit(here), walk.parseCommit(there));
        }
    }
}
