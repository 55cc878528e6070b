package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.GitPropertyContract;
import java.nio.file.Path;

class JGitPropertyTest extends GitPropertyContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(64 << 20, Path.of("/nonexistent"));
    }
}
