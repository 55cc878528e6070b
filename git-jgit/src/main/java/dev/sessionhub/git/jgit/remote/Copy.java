package dev.sessionhub.git.jgit.remote;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Skeleton;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.git.jgit.worktree.Deletion;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.RemoteUrl;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.transport.FetchResult;
import org.eclipse.jgit.transport.TagOpt;

/** A bare copy of a repository of another machine: all of it or nothing. */
public final class Copy {

    private static final Duration LIMIT = Duration.ofMinutes(55);
    private static final String HEADS = "refs/heads/";

    private final RemoteUrl url;
    private final Path path;
    private final Path home;

    public Copy(RemoteUrl url, Path path, Path home) {
        this.url = url;
        this.path = path;
        this.home = home;
    }

    public void make() throws IOException, InterruptedException {
        create();
        boolean made = false;
        try {
            Skeleton.make(path, new BranchName("main"), configuration());
            fill(path);
            made = true;
        } finally {
            if (!made) {
                Deletion.quietly(path);
            }
        }
    }

    private void create() throws IOException {
        try {
            Files.createDirectory(path);
        } catch (FileAlreadyExistsException e) {
            throw new ProviderException(Code.ALREADY_EXISTS, path + " exists already", e);
        }
    }

    private Config configuration() {
        Config config = Skeleton.settings(true, true);
        config.setString("remote", Fetch.ORIGIN, "url", url.value());
        config.setString("remote", Fetch.ORIGIN, "fetch", Fetch.BRANCHES.toString());
        return config;
    }

    private void fill(Path directory) throws IOException, InterruptedException {
        try (OpenRepository repository = OpenRepository.at(directory)) {
            FetchResult result = new Fetch(repository, home).fetch(url, new Patience(LIMIT), TagOpt.FETCH_TAGS, false);
            Ref branch = defaultBranch(result)
                    .orElseThrow(() -> new ProviderException(
                            Code.CONFLICT, url + " has no branch that sessions could start from"));
            BranchName name = new BranchName(branch.getName().substring(HEADS.length()));
            new Branches(repository)
                    .update(name, Optional.empty(), Optional.ofNullable(branch.getObjectId()), "session-hub: cloned");
            SmallFile.replace(directory.resolve("HEAD"), "ref: " + name.reference() + "\n");
        }
    }

    /** The branch the other HEAD names; an old server tells only its commit. */
    private static Optional<Ref> defaultBranch(FetchResult result) {
        Ref head = result.getAdvertisedRef("HEAD");
        ObjectId at = head == null ? null : head.getObjectId();
        String named = head != null && head.isSymbolic() ? head.getTarget().getName() : "";
        List<Ref> branches = result.getAdvertisedRefs().stream()
                .filter(ref -> ref.getName().startsWith(HEADS)
                        && ref.getObjectId() != null
                        && BranchName.isValid(ref.getName().substring(HEADS.length())))
                .toList();
        return Stream.of(named, HEADS + "main", HEADS + "master")
                .flatMap(wanted -> branches.stream()
                        .filter(ref -> ref.getName().equals(wanted))
                        .filter(ref -> wanted.equals(named) || at == null || at.equals(ref.getObjectId())))
                .findFirst()
                .or(() -> branches.stream()
                        .filter(ref -> at != null && at.equals(ref.getObjectId()))
                        .findFirst())
                .or(() -> branches.stream().findFirst());
    }
}
