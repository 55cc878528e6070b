package dev.sessionhub.git.jgit.repository;

import java.io.File;
import java.io.OutputStream;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.FS_POSIX;
import org.eclipse.jgit.util.ProcessResult;
import org.jspecify.annotations.Nullable;

/** Files without programs: no hook is found, no command runs, and JGit sees no configuration file. */
final class IsolatedFiles extends FS_POSIX {

    private static final File NOTHING = new File("/dev/null");

    @Override
    public FS newInstance() {
        return new IsolatedFiles();
    }

    @Override
    public File resolve(File directory, String name) {
        return name.equals("config") ? NOTHING : super.resolve(directory, name);
    }

    @Override
    public @Nullable File findHook(Repository repository, String hookName) {
        return null;
    }

    @Override
    public ProcessResult runHookIfPresent(
            Repository repository,
            String hookName,
            String[] arguments,
            OutputStream out,
            OutputStream error,
            String input) {
        return new ProcessResult(ProcessResult.Status.NOT_PRESENT);
    }

    @Override
    public ProcessBuilder runInShell(String command, String[] arguments) {
        throw new UnsupportedOperationException("no program is run for a repository");
    }

    @Override
    protected @Nullable File discoverGitExe() {
        return null;
    }

    @Override
    protected @Nullable File discoverGitSystemConfig() {
        return null;
    }
}
