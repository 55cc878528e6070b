package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of a session whose environment shares nothing with the hub. They are carried there once; from then on the
 * environment's are the newer ones, which a mark in it says, and go the other way only.
 */
public final class CarriedFiles {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_ANSWER = 16;
    private static final String ASK = "[ -f \"$SESSION_HUB_RUN/hub-files\" ] && echo there || echo none";
    private static final String MARK = ": >\"$SESSION_HUB_RUN/hub-files\"";

    private final ContainerProvider provider;
    private final ContainerHandle handle;

    /**
     * The files in an environment.
     *
     * @param provider made it
     * @param handle the environment, running
     */
    public CarriedFiles(ContainerProvider provider, ContainerHandle handle) {
        this.provider = provider;
        this.handle = handle;
    }

    /**
     * Carries the files there, unless they are there.
     *
     * @param workspace the files on the hub's machine
     * @throws ProviderException from the provider
     */
    public void bringIn(Path workspace) {
        if (!areThere()) {
            transfer().upload(handle, workspace, ContainerSpec.WORKSPACE_TARGET, _ -> {});
            run(MARK);
        }
    }

    /**
     * Carries the files back, unless they never were there.
     *
     * @param workspace the files on the hub's machine
     * @throws ProviderException from the provider
     */
    public void bringBack(Path workspace) {
        if (areThere()) {
            transfer().download(handle, ContainerSpec.WORKSPACE_TARGET, workspace, _ -> {});
        }
    }

    private boolean areThere() {
        return run(ASK).equals("there");
    }

    private WorkspaceTransfer transfer() {
        return provider.transfer()
                .orElseThrow(() -> new ProviderException(
                        Code.UNSUPPORTED, "provider \"" + handle.provider() + "\" does not carry files"));
    }

    private String run(String script) {
        ExecSpec spec = new ExecSpec(List.of("sh", "-c", script), Map.of(), Optional.of("/"));
        return new SessionProgram(provider, handle)
                .run(
                        "a look for files",
                        spec,
                        LONGEST,
                        output -> new String(output.readNBytes(MOST_ANSWER), StandardCharsets.US_ASCII).strip());
    }
}
