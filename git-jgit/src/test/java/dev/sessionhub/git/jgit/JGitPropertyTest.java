package dev.sessionhub.git.jgit;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.GitPropertyContract;

class JGitPropertyTest extends GitPropertyContract {

    @Override
    protected GitBackend backend() {
        return new JGitBackend(64 << 20);
    }
}
