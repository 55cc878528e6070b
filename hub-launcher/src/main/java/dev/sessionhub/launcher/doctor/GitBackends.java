package dev.sessionhub.launcher.doctor;

import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The Git back ends that a folder of plug-ins offers.
 *
 * @param plugins the folder
 */
public record GitBackends(Path plugins) {

    /** What is wrong with a type as the hub's Git back end; a web application says only when it runs what it offers. */
    public Optional<String> problem(String type) {
        TreeSet<String> known = new TreeSet<>();
        try (Stream<Path> entries = Files.list(plugins)) {
            List<Path> found = entries.toList();
            if (found.stream().anyMatch(entry -> entry.toString().endsWith(".war"))) {
                return Optional.empty();
            }
            for (Path folder : found.stream().filter(Files::isDirectory).toList()) {
                known.addAll(types(folder));
            }
        } catch (IOException e) {
            return Optional.of("cannot be looked for among the plug-ins in " + plugins + ": " + Folders.reason(e));
        }
        return known.contains(type)
                ? Optional.empty()
                : Optional.of("must name a Git back end that a plug-in in " + plugins + " offers, one of " + known);
    }

    /** A plug-in that cannot be loaded offers nothing; the server names it. */
    private static List<String> types(Path folder) throws IOException {
        try (PluginClasses classes = new PluginClasses(folder)) {
            return ServiceLoader.load(GitBackendFactory.class, classes).stream()
                    .map(factory -> factory.get().type())
                    .toList();
        } catch (ServiceConfigurationError | LinkageError _) {
            return List.of();
        }
    }
}
