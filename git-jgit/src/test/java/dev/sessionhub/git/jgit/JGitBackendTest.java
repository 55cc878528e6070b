package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.GitBackendContract;

class JGitBackendTest extends GitBackendContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20);
    }
}
