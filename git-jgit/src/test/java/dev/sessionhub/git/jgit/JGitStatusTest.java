package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.StatusContract;
import java.nio.file.Path;

class JGitStatusTest extends StatusContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20, Path.of("/nonexistent"));
    }
}
