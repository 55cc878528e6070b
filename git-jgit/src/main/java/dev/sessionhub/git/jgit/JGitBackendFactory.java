package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.nio.file.Path;
import java.util.Set;

/** Makes back ends of type {@code jgit}. */
public final class JGitBackendFactory implements GitBackendFactory {

    private static final String BUNDLE_LIMIT = "bundle-limit-mib";

    @Override
    public String type() {
        return "jgit";
    }

    @Override
    public GitBackend create(ProviderConfig config) {
        config.requireOnly(Set.of(BUNDLE_LIMIT));
        return new JGitBackend(
                config.integer(BUNDLE_LIMIT, 1024, 1, 1 << 20) * (1L << 20), Path.of(System.getProperty("user.home")));
    }
}
