package dev.sessionhub.core.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sessionhub.core.terminal.control.ControlChannel;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real tmux of a test's own, with the options that a session has. */
final class TmuxServer implements AutoCloseable {

    private static final List<String> OPTIONS = List.of(
            "set -s escape-time 0",
            "set -s set-clipboard off",
            "set -g status off",
            "set -g remain-on-exit on",
            "set -g history-limit 10000",
            "set -g default-terminal tmux-256color");

    private final Path folder;
    private final Path socket;

    private TmuxServer(Path folder) {
        this.folder = folder;
        this.socket = folder.resolve("tmux.sock");
    }

    /** A shell whose prompt is {@code hub>}. */
    static TmuxServer shell() {
        return running("env", "PS1=hub> ", "bash", "--norc", "--noprofile");
    }

    /** Starts a program in a window of 80x24. */
    static TmuxServer running(String... command) {
        return running(80, 24, command);
    }

    static TmuxServer running(int columns, int rows, String... command) {
        try {
            TmuxServer server = new TmuxServer(Files.createTempDirectory("hub-tmux"));
            server.start(columns, rows, List.of(command));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void start(int columns, int rows, List<String> command) throws IOException {
        Path options = Files.write(folder.resolve("tmux.conf"), OPTIONS);
        List<String> arguments = new ArrayList<>(List.of("-f", options.toString(), "new-session", "-d"));
        arguments.addAll(List.of("-s", Terminals.TMUX_SESSION, "-x", "" + columns, "-y", "" + rows));
        arguments.addAll(command);
        run(arguments);
        // Not for all windows: tmux 3.3a crashes when it makes a window while that is set.
        run("set-option", "-w", "-t", Terminals.TMUX_SESSION, "window-size", "manual");
    }

    ControlChannel channel() {
        return arguments -> PipedProcess.start(command(arguments));
    }

    /** Runs one tmux command and answers what it prints. */
    String run(String... arguments) {
        return run(List.of(arguments));
    }

    private String run(List<String> arguments) {
        try (ExecProcess process = PipedProcess.start(command(arguments))) {
            String out = new String(process.stdout().readAllBytes(), UTF_8);
            String error = new String(process.stderr().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("tmux " + arguments + ": " + error);
            }
            return out.stripTrailing();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-S", socket.toString()));
        command.addAll(arguments);
        return command;
    }

    void kill() {
        run("kill-server");
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (IllegalStateException alreadyGone) {
            // Some tests kill it themselves.
        }
        delete();
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
