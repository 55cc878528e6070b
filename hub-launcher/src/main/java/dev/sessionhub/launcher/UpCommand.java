package dev.sessionhub.launcher;

import dev.sessionhub.launcher.config.HubConfiguration;
import dev.sessionhub.launcher.config.Setting;
import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Installation;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hub up}. What libraries print on stdout is dropped: it belongs to the user. */
@Command(name = "up", description = "Starts the hub and prints its address.")
final class UpCommand implements Callable<Integer> {

    /** What is no port is wrong usage. */
    static final class PortText implements CommandLine.ITypeConverter<String> {

        @Override
        public String convert(String text) {
            Setting.PORT.problem("it", text).ifPresent(problem -> {
                throw new CommandLine.TypeConversionException(problem);
            });
            return text;
        }
    }

    /** The server's threads keep the process alive; only a signal ends it. */
    private static final int GOES_ON = -1;

    @Option(
            names = {"-d", "--detach"},
            description = "run in the background")
    private boolean detached;

    @Option(names = "--port", paramLabel = "N", converter = PortText.class, description = "the HTTP port (HUB_PORT)")
    private @Nullable String port;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public Integer call() {
        Installation installation = Installation.found();
        Map<Setting, String> spoken = new EnumMap<>(Setting.class);
        if (port != null) {
            spoken.put(Setting.PORT, port);
        }
        HubConfiguration configuration = options.read(installation, spoken);
        if (detached) {
            return new Background(new DataDirectory(configuration.data()))
                    .start(again(configuration), System.out, System.err);
        }
        Progress progress = new Progress(System.out);
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        new Start(installation, configuration, progress).run();
        return GOES_ON;
    }

    private List<String> again(HubConfiguration configuration) {
        List<String> arguments =
                new ArrayList<>(List.of("--data", configuration.data().toString()));
        if (port != null) {
            arguments.addAll(List.of("--port", port));
        }
        return arguments;
    }
}
