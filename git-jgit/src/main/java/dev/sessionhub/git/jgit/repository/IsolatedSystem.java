package dev.sessionhub.git.jgit.repository;

import java.io.File;
import java.net.InetAddress;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * What JGit may know of the machine: no configuration of system or user, no variables, and file times that need no
 * measuring, so that nothing is written to anybody's home or beside the repository.
 */
final class IsolatedSystem extends SystemReader.Delegate {

    private static final IsolatedSystem INSTANCE = new IsolatedSystem();

    private IsolatedSystem() {
        super(SystemReader.getInstance());
    }

    /** Makes it JGit's view of the machine; JGit has one only, which belongs to this plug-in's class loader. */
    static void install() {
        if (SystemReader.getInstance() != INSTANCE) {
            SystemReader.setInstance(INSTANCE);
        }
    }

    @Override
    public String getHostname() {
        return InetAddress.getLoopbackAddress().getHostName();
    }

    @Override
    @SuppressWarnings("NullAway") // JGit is not annotated: null means "not set"
    public @Nullable String getenv(String variable) {
        return null;
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return new Fixed(parent, fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return new Fixed(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return new Fixed(parent, fs);
    }

    /** A configuration that is never read or written, and knows how coarse file times may be. */
    private static final class Fixed extends FileBasedConfig {

        private static final String COARSEST = "2 seconds";

        Fixed(@Nullable Config parent, FS fs) {
            super(parent, new File("/dev/null"), fs);
        }

        @Override
        public void load() {
            // nothing to read
        }

        @Override
        public void save() {
            // nothing to keep
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        @Override
        public @Nullable String getString(String section, @Nullable String subsection, String name) {
            boolean resolution = section.equals("filesystem") && name.equalsIgnoreCase("timestampResolution");
            return resolution ? COARSEST : super.getString(section, subsection, name);
        }
    }
}
