package dev.sessionhub.core.session;

import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import java.nio.file.Path;

/**
 * What the hub settles before a session exists.
 *
 * @param name its name
 * @param provider the instance its environment is made by
 * @param branch its branch
 * @param base the revision it starts from, as the user named it
 * @param baseCommit the commit of that revision
 * @param workspace where its files will be
 * @param network what it can reach
 */
record SessionPlan(
        String name,
        String provider,
        BranchName branch,
        String base,
        CommitId baseCommit,
        Path workspace,
        NetworkPolicy network) {}
