package dev.sessionhub.core.workspace;

import java.util.Optional;

/**
 * A project and how its repository is now.
 *
 * @param project what is recorded
 * @param defaultBranch the branch its HEAD names
 * @param problem why no session can be made from it now, or what is refused for it, for people
 */
public record ProjectSnapshot(Project project, Optional<String> defaultBranch, Optional<String> problem) {}
