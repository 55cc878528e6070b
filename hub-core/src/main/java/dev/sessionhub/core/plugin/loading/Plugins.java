package dev.sessionhub.core.plugin.loading;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The plug-ins found in a directory: the usable ones, and what is wrong with the others. */
public final class Plugins implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Plugins.class.getName());

    private final Map<String, PluginFolder> byOffer;
    private final List<BrokenPlugin> broken;

    private Plugins(Map<String, PluginFolder> byOffer, List<BrokenPlugin> broken) {
        this.byOffer = Map.copyOf(byOffer);
        this.broken = List.copyOf(broken);
    }

    /**
     * Loads every folder of a directory; no folder's fault keeps another from being loaded.
     *
     * @param directory whose folders are the plug-ins
     * @param deadline how long each may take
     * @return to be closed
     */
    public static Plugins load(Path directory, Duration deadline) {
        List<PluginFolder> opened = new ArrayList<>();
        List<BrokenPlugin> broken = new ArrayList<>();
        for (Path folder : folders(directory)) {
            try {
                opened.add(PluginLoading.open(folder, deadline));
            } catch (PluginLoading.BrokenException failure) {
                LOG.log(Level.ERROR, "plug-in {0} is broken: {1}", folder.getFileName(), failure.getMessage());
                broken.add(new BrokenPlugin(folder.getFileName().toString(), String.valueOf(failure.getMessage())));
            }
        }
        return new Plugins(unambiguous(opened, broken), broken);
    }

    /**
     * The plug-in that offers something.
     *
     * @param kind which kind of factory
     * @param type of which type
     * @return empty if no usable one does
     */
    public Optional<PluginFolder> find(Class<?> kind, String type) {
        return Optional.ofNullable(byOffer.get(offer(kind, type)));
    }

    /** {@return those that are not usable, with reasons} */
    public List<BrokenPlugin> broken() {
        return broken;
    }

    @Override
    public void close() {
        byOffer.values().forEach(Plugins::close);
    }

    private static Map<String, PluginFolder> unambiguous(List<PluginFolder> opened, List<BrokenPlugin> broken) {
        Map<String, List<PluginFolder>> byOffer = opened.stream()
                .collect(Collectors.groupingBy(
                        plugin -> offer(plugin.kind(), plugin.type()), TreeMap::new, Collectors.toList()));
        Map<String, PluginFolder> usable = new TreeMap<>();
        byOffer.forEach((offer, plugins) -> {
            if (plugins.size() == 1) {
                usable.put(offer, plugins.getFirst());
                return;
            }
            List<String> names = plugins.stream().map(PluginFolder::name).toList();
            for (PluginFolder plugin : plugins) {
                String reason = "the folders " + names + " all offer " + offer + "; leave one";
                LOG.log(Level.ERROR, "plug-in {0} is not used: {1}", plugin.name(), reason);
                broken.add(new BrokenPlugin(plugin.name(), reason));
                close(plugin);
            }
        });
        return usable;
    }

    private static String offer(Class<?> kind, String type) {
        return kind.getSimpleName() + " \"" + type + "\"";
    }

    private static void close(PluginFolder plugin) {
        try {
            plugin.loader().close();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "the jars of plug-in " + plugin.name() + " cannot be closed", failure);
        }
    }

    private static List<Path> folders(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isDirectory).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException failure) {
            LOG.log(Level.ERROR, "the plug-ins directory " + directory + " cannot be listed", failure);
            return List.of();
        }
    }
}
