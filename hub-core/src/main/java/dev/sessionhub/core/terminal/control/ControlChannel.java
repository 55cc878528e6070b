package dev.sessionhub.core.terminal.control;

import dev.sessionhub.spi.container.ExecProcess;
import java.util.List;

/** The way into one session's tmux. */
@FunctionalInterface
public interface ControlChannel {

    /**
     * Starts tmux inside the session, on pipes, with the session's socket and these arguments behind it.
     *
     * @param tmuxArguments for example {@code -C attach -t agent}
     * @return the running client; it belongs to the caller
     * @throws dev.sessionhub.spi.ProviderException if the session cannot be reached
     */
    ExecProcess connect(List<String> tmuxArguments);
}
