package dev.sessionhub.git.jgit.worktree;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.repository.Registration;
import dev.sessionhub.git.jgit.repository.SmallFile;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.Branch;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Worktree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/** The linked worktrees of a repository: its {@code worktrees} directory. */
public final class Registry {

    private static final String REASON = "used by Session Hub\n";

    private final OpenRepository repository;
    private final Path directory;

    public Registry(OpenRepository repository) {
        this.repository = repository;
        this.directory = repository.directory().resolve("worktrees");
    }

    public List<Registration> all() throws IOException {
        List<Registration> found = new ArrayList<>();
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
                for (Path name : names) {
                    if (Files.isDirectory(name, LinkOption.NOFOLLOW_LINKS)) {
                        Registration.read(name).ifPresent(found::add);
                    }
                }
            }
        }
        return found;
    }

    public List<Worktree> describe() throws IOException {
        List<Worktree> worktrees = new ArrayList<>();
        for (Registration registration : all()) {
            worktrees.add(registration.describe(repository));
        }
        worktrees.sort(Comparator.comparing(Worktree::path));
        return worktrees;
    }

    public Optional<Registration> find(Path worktree) throws IOException {
        Path wanted = worktree.toAbsolutePath().normalize();
        Path real = real(wanted);
        for (Registration registration : all()) {
            if (registration.path().equals(wanted) || registration.path().equals(real)) {
                return Optional.of(registration);
            }
        }
        return Optional.empty();
    }

    public Registration require(Path worktree) throws IOException {
        Registration found = find(worktree)
                .orElseThrow(() ->
                        new ProviderException(Code.NOT_FOUND, repository.asked() + " has no worktree at " + worktree));
        if (!Files.isDirectory(found.path(), LinkOption.NOFOLLOW_LINKS)) {
            throw new ProviderException(Code.NOT_FOUND, "the directory of the worktree " + worktree + " is gone");
        }
        return found;
    }

    /** Every local branch, with the worktree that has it checked out. */
    public List<Branch> branches() throws IOException {
        List<Branch> branches = new ArrayList<>();
        Map<BranchName, Path> places = places();
        for (Ref ref : repository.jgit().getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
            String name = ref.getName().substring(Constants.R_HEADS.length());
            ObjectId at = ref.getObjectId();
            if (at != null && BranchName.isValid(name)) {
                BranchName branch = new BranchName(name);
                branches.add(new Branch(branch, new CommitId(at.name()), Optional.ofNullable(places.get(branch))));
            }
        }
        branches.sort(Comparator.comparing(branch -> branch.name().value()));
        return branches;
    }

    /** Where a branch is checked out, the main work tree included. */
    public Optional<Path> checkedOut(BranchName branch) throws IOException {
        return Optional.ofNullable(places().get(branch));
    }

    /** Refuses if a branch is checked out. */
    public void requireNowhere(BranchName branch) throws IOException {
        Optional<Path> place = checkedOut(branch);
        if (place.isPresent()) {
            throw new ProviderException(
                    Code.CONFLICT, "branch " + branch + " is checked out at " + place.get() + "; detach that first");
        }
    }

    private Map<BranchName, Path> places() throws IOException {
        Map<BranchName, Path> places = new HashMap<>();
        for (Registration registration : all()) {
            registration.branch().ifPresent(branch -> places.put(branch, registration.path()));
        }
        if (repository.workTree().isPresent()) {
            Registration main = new Registration(
                    repository.directory(), repository.workTree().get());
            main.branch().ifPresent(branch -> places.put(branch, main.path()));
        }
        return places;
    }

    /** Registers a worktree; its directory need not exist yet. */
    Registration create(Path path, BranchName branch, String commit) throws IOException {
        Files.createDirectories(directory);
        Path own = reserve(path);
        try {
            SmallFile.create(own.resolve("locked"), REASON);
            SmallFile.create(own.resolve("gitdir"), path.resolve(".git") + "\n");
            SmallFile.create(own.resolve("commondir"), "../..\n");
            SmallFile.create(own.resolve("HEAD"), "ref: " + branch.reference() + "\n");
            SmallFile.create(own.resolve("ORIG_HEAD"), commit + "\n");
            return new Registration(own, path);
        } catch (IOException | RuntimeException e) {
            Deletion.quietly(own);
            throw e;
        }
    }

    void remove(Registration registration) throws IOException {
        Deletion.of(registration.administrativeDirectory());
    }

    private Path reserve(Path path) throws IOException {
        String name = RawPath.ofFile(path).replaceAll("[^A-Za-z0-9_.+-]", "-").replaceAll("^[.-]+|\\.lock$|\\.+$", "_");
        for (int i = 0; ; i++) {
            try {
                return Files.createDirectory(directory.resolve(i == 0 ? name : name + i));
            } catch (FileAlreadyExistsException _) {
                // taken: the next number
            }
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.getParent() == null ? path : real(path.getParent()).resolve(path.getFileName());
        }
    }
}
