package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.PrivateGitContract;
import java.nio.file.Path;

class JGitPrivateTest extends PrivateGitContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20, Path.of("/nonexistent"));
    }
}
