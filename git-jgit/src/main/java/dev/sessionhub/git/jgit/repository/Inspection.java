package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.rules.RuleFile;
import dev.sessionhub.git.jgit.tree.TreeItem;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;

/** Looks at a repository before sessions are made from it. */
public final class Inspection {

    private final OpenRepository repository;

    public Inspection(OpenRepository repository) {
        this.repository = repository;
    }

    public Repository report() throws IOException {
        Ref head = repository.jgit().exactRef("HEAD");
        ObjectId at = head == null ? null : head.getObjectId();
        if (head == null || at == null) {
            throw new ProviderException(
                    Code.CONFLICT,
                    repository.asked() + " has no commit that sessions could start from; make a first commit");
        }
        CommitId commit = new CommitId(at.name());
        return new Repository(
                repository.asked(),
                repository.directory(),
                repository.workTree().isEmpty(),
                branch(head.getLeaf().getName()),
                commit,
                limitation(commit));
    }

    private static Optional<BranchName> branch(String reference) {
        return Optional.of(reference)
                .filter(name -> name.startsWith("refs/heads/"))
                .map(name -> name.substring("refs/heads/".length()))
                .filter(BranchName::isValid)
                .map(BranchName::new);
    }

    private Optional<String> limitation(CommitId head) throws IOException {
        List<String> found = new ArrayList<>();
        if (repository.settings().isPartial()) {
            found.add("it is a partial clone: what needs a missing object fails");
        }
        if (Files.exists(repository.directory().resolve("shallow"))) {
            found.add("it is a shallow clone: history ends early");
        }
        if (Files.exists(repository.directory().resolve("objects/info/alternates"))) {
            found.add("it borrows objects of another repository, which isolated sessions cannot see");
        }
        if (repository.settings().isSparse()) {
            found.add("its sparse checkout does not apply to sessions: they get every file");
        }
        addContentLimits(head, found);
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
    }

    private void addContentLimits(CommitId head, List<String> found) throws IOException {
        Map<String, TreeItem> root = repository.trees().items(repository.tree(head));
        if (root.containsKey(".gitmodules")) {
            found.add("its submodules are not checked out for sessions");
        }
        TreeItem attributes = root.get(".gitattributes");
        if (attributes != null && attributes.mode().isFile() && usesFilter(attributes.id())) {
            found.add("filters such as Git LFS do not run at checkout: such files hold what the repository stores");
        }
    }

    private boolean usesFilter(ObjectId attributes) throws IOException {
        byte[] content =
                repository.objects().open(attributes, Constants.OBJ_BLOB).getCachedBytes(1 << 20);
        return RuleFile.lines(content).stream()
                .map(RawPath::text)
                .anyMatch(line -> !line.startsWith("#") && line.contains("filter="));
    }
}
