package dev.sessionhub.spi.container;

import dev.sessionhub.spi.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The environment a session wants.
 *
 * <p>Whose the files are: the hub makes the workspace and the sources of all mounts as its own user, without links that
 * lead out of them. Where the session's programs run as another user, the provider gives the workspace and everything in
 * the sources of writable mounts to that user before {@code create} returns, unless their top belongs to that user
 * already; never the source of a read-only mount. When {@code create} has returned, the hub takes the owner of the
 * workspace for the session's user, and gives it what must be its own for git to trust it.
 *
 * @param sessionId identity of the session; put as a label on everything made, together with the hub's; one
 *     environment at most exists per session and hub
 * @param name a name for people: {@code [a-z0-9][a-z0-9-]{0,47}}; need not be unique
 * @param image which image or template to start from; empty means the instance's configured one
 * @param workspace the session's files on the hub's machine, absolute; seen at {@link #WORKSPACE_TARGET} where the
 *     provider has {@link Capability#BIND_MOUNTS}, at the same path where it has {@link Capability#HOST_FILES}, and
 *     otherwise carried there with {@link WorkspaceTransfer}
 * @param mounts further directories and files, in the order in which they are to be mounted: one may lie within the
 *     workspace or an earlier one; empty unless the provider has one of those two capabilities
 * @param environment variables of every program in the environment
 * @param secrets variables whose values must not be visible to other users of the holding machine, nor be kept in any
 *     description of the environment that can be read back
 * @param limits upper bounds
 * @param network what can be reached
 * @since 1.0
 */
public record ContainerSpec(
        UUID sessionId,
        String name,
        Optional<String> image,
        Path workspace,
        List<BindMount> mounts,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        ResourceLimits limits,
        NetworkPolicy network) {

    /** Where the workspace is seen in an environment of a provider that does not have {@link Capability#HOST_FILES}. */
    public static final String WORKSPACE_TARGET = "/workspace";

    /** Checks and copies. */
    public ContainerSpec {
        Objects.requireNonNull(sessionId, "sessionId");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,47}")) {
            throw new IllegalArgumentException("name must match [a-z0-9][a-z0-9-]{0,47}: \"" + name + "\"");
        }
        Objects.requireNonNull(image, "image");
        if (!workspace.isAbsolute() || !workspace.equals(workspace.normalize())) {
            throw new IllegalArgumentException("workspace must be absolute and normalised: \"" + workspace + "\"");
        }
        mounts = List.copyOf(mounts);
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        environment.keySet().forEach(VariableName::check);
        secrets.keySet().forEach(VariableName::check);
        environment.values().forEach(VariableName::checkValue);
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(network, "network");
    }
}
