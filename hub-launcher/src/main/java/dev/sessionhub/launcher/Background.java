package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same program once more, in a session of its own, watched until it is ready. What it says on stdout goes through a pipe and
 * never to a file: the first password is in it.
 */
final class Background {

    private final DataDirectory data;

    Background(DataDirectory data) {
        this.data = data;
    }

    /** The exit code for this process: 0 once the other one is ready. */
    int start(List<String> arguments, PrintStream out, PrintStream err) {
        Folders.secret(data.path());
        Folders.secret(data.logs());
        Path console = data.logs().resolve("console.log");
        try {
            Files.deleteIfExists(console);
            Process hub = new ProcessBuilder(command(arguments))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectError(console.toFile())
                    .start();
            if (ready(hub, out)) {
                return 0;
            }
            int exitCode = hub.waitFor();
            err.print(Files.readString(console));
            return exitCode == 0 ? 1 : exitCode;
        } catch (IOException e) {
            throw new Failure("cannot start in the background: " + Folders.reason(e), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-jar", System.getProperty("java.class.path"), "up"));
        command.addAll(arguments);
        return command;
    }

    private static boolean ready(Process hub, PrintStream out) throws IOException {
        BufferedReader said = hub.inputReader(StandardCharsets.UTF_8);
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            out.println(line);
            if (line.startsWith(Start.READY)) {
                return true;
            }
        }
        return false;
    }
}
