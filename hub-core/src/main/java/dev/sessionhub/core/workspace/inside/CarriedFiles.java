package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.WorkspaceTransfer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a session whose environment shares nothing with the hub. They are carried there once; from then on the
 * environment's are the newer ones, and go the other way only. A mark in the environment says so, and one of the hub's:
 * a session that loses its own must not get old files over its new ones.
 */
public final class CarriedFiles {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int MOST_ANSWER = 16;
    private static final String ASK = "[ -f \"$SESSION_HUB_RUN/hub-files\" ] && echo there || echo none";
    private static final String MARK = ": >\"$SESSION_HUB_RUN/hub-files\"";
    private static final String END =
            "rm -f \"$SESSION_HUB_RUN/boot\"; tmux -S \"$SESSION_HUB_RUN/tmux.sock\" kill-server 2>/dev/null || :";

    private final ContainerProvider provider;
    private final ContainerHandle handle;
    private final Path mark;

    /**
     * The files in an environment.
     *
     * @param provider made it
     * @param handle the environment, running
     * @param mark a file of the hub's that says that this environment has its files; not there for a new one
     */
    public CarriedFiles(ContainerProvider provider, ContainerHandle handle, Path mark) {
        this.provider = provider;
        this.handle = handle;
        this.mark = mark;
    }

    /**
     * Carries the files there, unless they are there.
     *
     * @param workspace the files on the hub's machine
     * @throws IOException if the mark cannot be written
     * @throws ProviderException from the provider
     */
    public void bringIn(Path workspace) throws IOException {
        if (!areThere()) {
            transfer().upload(handle, workspace, ContainerSpec.WORKSPACE_TARGET, _ -> {});
            run(MARK);
        }
        if (!isMarked()) {
            Files.createDirectories(mark.getParent());
            Files.writeString(mark, "");
        }
    }

    /**
     * Carries back what may be needed while the environment is there, unless the files never were there. Large
     * directories that Git ignores stay where they are.
     *
     * @param workspace the files on the hub's machine
     * @return the directories that were not carried
     * @throws ProviderException from the provider
     */
    public Set<String> bringBack(Path workspace) {
        if (!areThere()) {
            return Set.of();
        }
        Set<String> later = LargeIgnored.of(new SessionProgram(provider, handle));
        transfer().download(handle, ContainerSpec.WORKSPACE_TARGET, workspace, later, _ -> {});
        return later;
    }

    /**
     * Carries back everything, unless the files never were there. What runs in the session's terminal is ended before,
     * also what its machine has started by itself, so that the files rest.
     *
     * @param workspace the files on the hub's machine
     * @throws ProviderException from the provider
     */
    public void bringHome(Path workspace) {
        run(END);
        if (areThere()) {
            transfer().download(handle, ContainerSpec.WORKSPACE_TARGET, workspace, _ -> {});
        }
    }

    private boolean areThere() {
        return isMarked() || run(ASK).equals("there");
    }

    private boolean isMarked() {
        return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS);
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
