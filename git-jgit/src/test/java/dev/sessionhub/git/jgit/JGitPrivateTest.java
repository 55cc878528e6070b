package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.PrivateGitContract;

class JGitPrivateTest extends PrivateGitContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(1 << 20);
    }
}
