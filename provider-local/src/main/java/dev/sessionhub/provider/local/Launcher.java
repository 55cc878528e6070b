package dev.sessionhub.provider.local;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts programs, each as the leader of a kernel session of its own (setsid) and with the mark of its environment. */
final class Launcher {

    /** The variable that marks every process of an environment. */
    static final String MARK = "SESSION_HUB_CONTAINER";

    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    /**
     * Where a program is started.
     *
     * @param description the environment's
     * @param mark the value that tells its processes
     * @param run its private directory
     */
    record Place(Description description, String mark, Path run) {}

    private final Variables variables;

    Launcher(Variables variables) {
        this.variables = variables;
    }

    ExecProcess launch(String what, Place place, ExecSpec spec) {
        Path directory = directory(what, place.description, spec);
        Map<String, String> environment = environment(place, spec);
        List<String> command = command(what, directory, environment, spec);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new LocalExec(what, builder.start());
        } catch (IOException failure) {
            throw Failures.of(what, failure);
        }
    }

    private Map<String, String> environment(Place place, ExecSpec spec) {
        Map<String, String> environment = variables.inherited();
        environment.putAll(place.description.environment());
        place.description.secrets().forEach((name, secret) -> environment.put(name, secret.reveal()));
        environment.putAll(spec.environment());
        environment.put(MARK, place.mark);
        environment.put("SESSION_HUB_RUN", place.run.toString());
        requireEncodable(environment.keySet(), "the name of a variable");
        environment.forEach((name, value) -> requireEncodable(List.of(value), "the value of " + name));
        return environment;
    }

    private List<String> command(String what, Path directory, Map<String, String> environment, ExecSpec spec) {
        String program = spec.command().getFirst();
        Path found = Variables.find(program, environment.getOrDefault("PATH", ""), directory)
                .orElseThrow(() -> new ProviderException(
                        Code.INVALID_REQUEST,
                        what + " failed: there is no program \"" + program + "\"; install it or check the PATH"));
        Path setsid = variables
                .find("setsid")
                .orElseThrow(() -> new ProviderException(
                        Code.UNAVAILABLE, what + " failed: setsid is not installed; install util-linux"));
        List<String> command = new ArrayList<>(List.of(setsid.toString(), found.toString()));
        command.addAll(spec.command().subList(1, spec.command().size()));
        requireEncodable(command, "an argument of " + program);
        return command;
    }

    private static Path directory(String what, Description description, ExecSpec spec) {
        try {
            Path directory = spec.workingDirectory().map(Path::of).orElse(description.workspace());
            if (directory.isAbsolute() && Files.isDirectory(directory)) {
                return directory;
            }
            throw new ProviderException(
                    Code.INVALID_REQUEST,
                    what + " failed: the working directory \"" + directory
                            + "\" is not an existing absolute directory");
        } catch (InvalidPathException invalid) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, what + " failed: invalid working directory: " + invalid.getReason(), invalid);
        }
    }

    /** The JDK would put question marks where the hub's locale has no such character. */
    private static void requireEncodable(Iterable<String> texts, String what) {
        CharsetEncoder encoder = NATIVE.newEncoder();
        for (String text : texts) {
            if (!encoder.canEncode(text)) {
                throw new ProviderException(
                        Code.INVALID_REQUEST,
                        what + " has characters that the hub's locale (" + NATIVE
                                + ") does not know; start the hub with LC_ALL=C.UTF-8");
            }
        }
    }

    static boolean knowsEveryCharacter() {
        return NATIVE.newEncoder().canEncode("é漢😀");
    }
}
