package dev.sessionhub.core.agent;

import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.core.terminal.control.ControlChannel;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the script {@code hub-session} in one session's environment. */
public final class HubSession {

    private static final Logger LOG = System.getLogger(HubSession.class.getName());
    private static final String SCRIPT = part("claude-watch") + part("hub-session");
    private static final Duration LONGEST_START = Duration.ofSeconds(20);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);
    private static final int MOST_OUTPUT = 128 << 10;

    /** Puts the script where the session can run it again, whole or not at all, and runs it. */
    private static final String RUNNER = """
            draft="$SESSION_HUB_RUN/hub-session.$$"
            printf '%s' "$1" >"$draft" && mv -f "$draft" "$SESSION_HUB_RUN/hub-session" || exit 3
            shift
            exec sh "$SESSION_HUB_RUN/hub-session" "$@"
            """;

    private final ContainerProvider provider;
    private final ContainerHandle handle;

    /**
     * The script in an environment.
     *
     * @param provider made the environment
     * @param handle the environment, running
     */
    public HubSession(ContainerProvider provider, ContainerHandle handle) {
        this.provider = provider;
        this.handle = handle;
    }

    /**
     * Starts the agent; does nothing if it was started before.
     *
     * @param launch how
     * @return how the agent is
     * @throws AgentException if the environment lacks something; says what
     * @throws ProviderException from the provider
     */
    public AgentFacts start(AgentLaunch launch) {
        List<String> arguments = new ArrayList<>(List.of("start"));
        arguments.addAll(launch.arguments());
        String output = run(arguments, launch.prompt().orElse(""), LONGEST_START);
        AgentFacts.refusal(output).ifPresent(refusal -> {
            throw new AgentException(refusal);
        });
        AgentFacts facts = AgentFacts.parse(output);
        if (!facts.alive()) {
            throw new AgentException("the agent was started and its terminal server (tmux) ended at once");
        }
        return facts;
    }

    /**
     * Lets the environment's next start be one without an agent, until it is started again from here.
     *
     * @throws ProviderException from the provider
     */
    public void forget() {
        run(List.of("forget"), "", LONGEST_LOOK);
    }

    /**
     * Looks at the agent.
     *
     * @return how it is
     * @throws ProviderException from the provider
     */
    public AgentFacts look() {
        return AgentFacts.parse(run(List.of("look"), "", LONGEST_LOOK));
    }

    /**
     * Replaces what tells of the agent, if it is of a kind that is watched.
     *
     * @return how the agent is
     * @throws ProviderException from the provider
     */
    public AgentFacts watchAgain() {
        return AgentFacts.parse(run(List.of("rewatch"), "", LONGEST_LOOK));
    }

    /**
     * The agent's screen and a little of its history as plain text.
     *
     * @return hostile text, without blank lines at its end; empty if the terminal server is gone
     * @throws ProviderException from the provider
     */
    public String screen() {
        return run(List.of("screen"), "", LONGEST_LOOK).stripTrailing();
    }

    /**
     * The way to the session's tmux.
     *
     * @return starts clients of it
     */
    public ControlChannel channel() {
        return arguments -> {
            List<String> command = new ArrayList<>(
                    List.of("sh", "-c", "exec tmux -S \"$SESSION_HUB_RUN/tmux.sock\" \"$@\"", "hub-session"));
            command.addAll(arguments);
            return provider.exec(handle, new ExecSpec(command, Map.of(), Optional.empty()));
        };
    }

    /** Reads on a thread of its own: what a session leaves open must not hold the hub for ever. */
    private String run(List<String> arguments, String input, Duration longest) {
        String verb = arguments.getFirst();
        List<String> command = new ArrayList<>(List.of("sh", "-c", RUNNER, "hub-session", SCRIPT));
        command.addAll(arguments);
        CompletableFuture<String> output = new CompletableFuture<>();
        try (ExecProcess process = provider.exec(handle, new ExecSpec(command, Map.of(), Optional.empty()))) {
            HubThreads.startPlatform("hub-session-" + verb, () -> read(process, verb, input, output));
            return output.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new ProviderException(Code.TIMEOUT, "hub-session %s did not end in time".formatted(verb), late);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, "hub-session %s was interrupted".formatted(verb), interruption);
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof RuntimeException known ? known : lost(failure);
        }
    }

    private static void read(ExecProcess process, String verb, String input, CompletableFuture<String> output) {
        try {
            give(process, input);
            output.complete(output(process, verb));
        } catch (IOException | RuntimeException failure) {
            output.completeExceptionally(failure);
        }
    }

    /** A script that refuses reads nothing; then what it says counts. */
    private static void give(ExecProcess process, String input) {
        try (OutputStream stdin = process.stdin()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            LOG.log(Level.DEBUG, "hub-session did not read its input", failure);
        }
    }

    private static ProviderException lost(ExecutionException failure) {
        return new ProviderException(Code.UNAVAILABLE, "the connection to the session's environment was lost", failure);
    }

    private static String output(ExecProcess process, String verb) throws IOException {
        String output = text(process.stdout());
        int code = process.waitFor();
        if (code > 1) {
            throw new AgentException("hub-session %s failed with exit code %d: %s"
                    .formatted(verb, code, text(process.stderr()).strip()));
        }
        return output;
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
    }

    private static String part(String name) {
        try (InputStream resource = HubSession.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the resource %s is missing".formatted(name));
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
