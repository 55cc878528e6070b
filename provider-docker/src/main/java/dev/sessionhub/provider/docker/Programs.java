package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.ExecCreateCmd;
import com.github.dockerjava.api.exception.DockerException;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Starts programs in running containers. */
final class Programs {

    private static final int BUFFER = 64 << 10;

    private final Engine engine;

    Programs(Engine engine) {
        this.engine = engine;
    }

    /**
     * A program to start.
     *
     * @param container where
     * @param command what, as it is
     * @param variables in addition to the container's own
     * @param directory where it starts; empty means the container's own
     */
    record Start(String container, List<String> command, Map<String, String> variables, Optional<String> directory) {

        /** Copies. */
        Start {
            command = List.copyOf(command);
            variables = Map.copyOf(variables);
        }

        static Start of(String container, List<String> command) {
            return new Start(container, command, Map.of(), Optional.empty());
        }
    }

    /** Starts a program under {@link Script#RUN}, so that it can be ended. */
    DockerExec run(String what, Start start) {
        Start wrapped =
                new Start(start.container(), Script.RUN.with(start.command()), start.variables(), start.directory());
        Future<Attachment> attaching = engine.submit(connection -> attach(connection, wrapped));
        Attachment attachment;
        try {
            attachment = attaching.get(Engine.USUAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            engine.run(() -> abandon(attaching, start.container()));
            throw Failures.cancelled(what);
        } catch (TimeoutException late) {
            engine.run(() -> abandon(attaching, start.container()));
            throw new ProviderException(
                    Code.TIMEOUT, what + " failed: " + engine.endpoint() + " did not answer in time", late);
        } catch (ExecutionException failure) {
            throw notStarted(what, engine.failed(what, failure));
        }
        DockerExec exec = new DockerExec(what, this, start.container(), attachment);
        engine.run(exec::pump);
        exec.awaitLaunch();
        return exec;
    }

    /** Runs a script of this provider to its end; for short ones whose output is small. */
    String output(String what, String container, List<String> command) {
        Start start = Start.of(container, command);
        return engine.ask(what, connection -> {
            try (Attachment attachment = attach(connection, start)) {
                return attachment.readOutput();
            }
        });
    }

    /** The exit code of an exec that has ended. */
    Optional<Integer> exitCode(String what, String exec) {
        return engine.ask(what, connection -> {
            var state = connection.client().inspectExecCmd(exec).exec();
            return Boolean.TRUE.equals(state.isRunning())
                    ? Optional.<Integer>empty()
                    : Optional.ofNullable(state.getExitCodeLong()).map(Long::intValue);
        });
    }

    Engine engine() {
        return engine;
    }

    private Attachment attach(Connection connection, Start start) throws IOException {
        String id = command(connection, start).exec().getId();
        Wire wire = engine.endpoint().connect();
        try {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
            Upgrade.start(wire, connection.api(), id, buffer);
            return new Attachment(id, wire, buffer);
        } catch (IOException | RuntimeException failure) {
            wire.close();
            throw failure;
        }
    }

    private static ExecCreateCmd command(Connection connection, Start start) {
        ExecCreateCmd create = connection
                .client()
                .execCreateCmd(start.container())
                .withAttachStdin(true)
                .withAttachStdout(true)
                .withAttachStderr(true)
                .withCmd(start.command().toArray(String[]::new))
                .withEnv(Variables.list(start.variables()));
        start.directory().ifPresent(create::withWorkingDir);
        return create;
    }

    private void abandon(Future<Attachment> attaching, String container) {
        try {
            Attachment attachment = attaching.get();
            DockerExec exec = new DockerExec("an abandoned program", this, container, attachment);
            engine.run(exec::pump);
            exec.awaitLaunch();
            exec.close();
        } catch (InterruptedException | ExecutionException | ProviderException _) {
            // It was not started after all, or the engine is being left.
        }
    }

    private static ProviderException notStarted(String what, ProviderException failure) {
        if (failure.code() == Code.CONFLICT
                || (failure.getCause() instanceof DockerException refused
                        && Failures.words(refused).contains("is not running"))) {
            return new ProviderException(Code.CONFLICT, what + " failed: it is not running; start it first", failure);
        }
        return failure;
    }

    static String text(byte[] bytes, int length) {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
