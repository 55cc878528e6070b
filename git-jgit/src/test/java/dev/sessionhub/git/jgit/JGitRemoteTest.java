package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.RemoteContract;
import java.nio.file.Path;

class JGitRemoteTest extends RemoteContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20, Path.of("/nonexistent"));
    }
}
