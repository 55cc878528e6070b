package dev.sessionhub.launcher;

import dev.sessionhub.launcher.aot.Training;
import dev.sessionhub.launcher.config.ConfigurationReader;
import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.config.Setting;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hub train}: makes the next starts faster. It happens by itself after the first orderly end. */
@Command(name = "train", description = "Makes later starts faster; happens by itself after the first stop.")
final class TrainCommand implements Callable<Integer> {

    @Option(names = "--boot", hidden = true, paramLabel = "DIR", description = "boot once on scratch data and end")
    private @Nullable Path boot;

    @Override
    public Integer call() {
        Installation installation = Installation.found();
        if (boot != null) {
            bootOnce(installation, boot);
            return 0;
        }
        Path scratch = scratch();
        try {
            new Training(installation.dist()).run(scratch);
        } finally {
            Folders.delete(scratch);
        }
        return 0;
    }

    /** Nothing of the user's configuration is used: no provider, no database of theirs is touched. */
    private static void bootOnce(Installation installation, Path scratch) {
        HubConfiguration configuration = new ConfigurationReader(
                        scratch,
                        Map.of(),
                        Map.of(
                                Setting.PORT,
                                "0",
                                Setting.DATA,
                                scratch.resolve("data").toString()),
                        () -> false,
                        (_, _) -> Optional.empty())
                .read();
        new Start(installation, configuration, new Progress(new PrintStream(OutputStream.nullOutputStream()))).run();
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("hub-training");
        } catch (IOException e) {
            throw new Failure("cannot make a scratch folder: " + Folders.reason(e), e);
        }
    }
}
