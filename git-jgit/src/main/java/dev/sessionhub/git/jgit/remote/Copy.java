package dev.sessionhub.git.jgit.remote;

import dev.sessionhub.git.jgit.repository.Branches;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.git.jgit.worktree.Deletion;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.RemoteUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(Code.ALREADY_EXISTS, path + " exists already");
        }
        Path draft = path.resolveSibling("." + path.getFileName() + ".new");
        Deletion.of(draft);
        try {
            prepare(Files.createDirectory(draft));
            fill(draft);
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Deletion.quietly(draft);
        }
    }

    private void prepare(Path directory) throws IOException {
        for (String name : List.of("objects/info", "objects/pack", "refs/heads", "refs/tags", "info")) {
            Files.createDirectories(directory.resolve(name));
        }
        SmallFile.create(directory.resolve("HEAD"), "ref: " + HEADS + "main\n");
        Config config = new Config();
        config.setInt("core", null, "repositoryformatversion", 0);
        config.setBoolean("core", null, "filemode", true);
        config.setBoolean("core", null, "bare", true);
        // Sessions borrow its objects, which no collection of garbage could see.
        config.setInt("gc", null, "auto", 0);
        config.setString("remote", Fetch.ORIGIN, "url", url.value());
        config.setString("remote", Fetch.ORIGIN, "fetch", Fetch.BRANCHES.toString());
        SmallFile.create(directory.resolve("config"), config.toText());
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
