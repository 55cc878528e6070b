package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.spi.registry.Offer;
import dev.sessionhub.spi.registry.PluginRegistry;
import java.io.Closeable;
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

/** The plug-ins of a directory and those that web applications offer: the usable ones, and what is wrong with the others. */
public final class Plugins implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Plugins.class.getName());

    private final Duration deadline;
    private final Known ofFolders;
    private volatile Known known;

    /**
     * What can be used and what cannot.
     *
     * @param byOffer the usable ones
     * @param broken the others
     */
    private record Known(Map<String, Plugin> byOffer, List<BrokenPlugin> broken) {

        Known {
            byOffer = Map.copyOf(byOffer);
            broken = List.copyOf(broken);
        }
    }

    private Plugins(Known ofFolders, Duration deadline) {
        this.ofFolders = ofFolders;
        this.deadline = deadline;
        this.known = ofFolders;
        follow();
    }

    /**
     * Loads every folder of a directory, and takes what is registered; no plug-in's fault keeps another from being
     * loaded.
     *
     * @param directory whose folders are the plug-ins
     * @param deadline how long each may take
     * @return to be closed
     */
    public static Plugins load(Path directory, Duration deadline) {
        List<Plugin> opened = new ArrayList<>();
        List<BrokenPlugin> broken = new ArrayList<>();
        for (Path folder : folders(directory)) {
            try {
                opened.add(PluginLoading.open(folder, deadline));
            } catch (PluginLoading.BrokenException failure) {
                broken.add(new BrokenPlugin(folder.getFileName().toString(), String.valueOf(failure.getMessage())));
            }
        }
        Map<String, Plugin> usable = unambiguous(opened, broken);
        broken.forEach(Plugins::log);
        return new Plugins(new Known(usable, broken), deadline);
    }

    /** Looks again at what web applications offer: one that offers what is there already is not used. */
    public synchronized void follow() {
        Map<String, Plugin> usable = new TreeMap<>(ofFolders.byOffer());
        List<BrokenPlugin> broken = new ArrayList<>(ofFolders.broken());
        PluginRegistry.refusals().forEach(one -> broken.add(new BrokenPlugin(one.name(), one.reason())));
        for (Offer offer : PluginRegistry.offers()) {
            try {
                Plugin plugin = PluginLoading.open(offer, deadline);
                Plugin first = usable.putIfAbsent(plugin.offer(), plugin);
                if (first != null) {
                    String reason = "plug-in " + first.name() + " offers " + plugin.offer() + " already; leave one";
                    broken.add(new BrokenPlugin(offer.name(), reason));
                }
            } catch (PluginLoading.BrokenException failure) {
                broken.add(new BrokenPlugin(offer.name(), String.valueOf(failure.getMessage())));
            }
        }
        broken.stream().filter(one -> !known.broken().contains(one)).forEach(Plugins::log);
        known = new Known(usable, broken);
    }

    /**
     * The plug-in that offers something.
     *
     * @param kind which kind of factory
     * @param type of which type
     * @return empty if no usable one does
     */
    public Optional<Plugin> find(Class<?> kind, String type) {
        return Optional.ofNullable(known.byOffer().get(Plugin.offer(kind, type)));
    }

    /** {@return those that are not usable, with reasons} */
    public List<BrokenPlugin> broken() {
        return known.broken();
    }

    /** Closes the folders' class loaders; those of web applications are the server's. */
    @Override
    public void close() {
        ofFolders.byOffer().values().forEach(Plugins::close);
    }

    private static Map<String, Plugin> unambiguous(List<Plugin> opened, List<BrokenPlugin> broken) {
        Map<String, List<Plugin>> byOffer =
                opened.stream().collect(Collectors.groupingBy(Plugin::offer, TreeMap::new, Collectors.toList()));
        Map<String, Plugin> usable = new TreeMap<>();
        byOffer.forEach((offer, plugins) -> {
            if (plugins.size() == 1) {
                usable.put(offer, plugins.getFirst());
                return;
            }
            List<String> names = plugins.stream().map(Plugin::name).toList();
            for (Plugin plugin : plugins) {
                broken.add(new BrokenPlugin(
                        plugin.name(), "the folders " + names + " all offer " + offer + "; leave one"));
                close(plugin);
            }
        });
        return usable;
    }

    private static void log(BrokenPlugin broken) {
        LOG.log(Level.ERROR, "plug-in {0} is not used: {1}", broken.name(), broken.reason());
    }

    private static void close(Plugin plugin) {
        if (plugin.loader() instanceof Closeable folder) {
            try {
                folder.close();
            } catch (IOException failure) {
                LOG.log(Level.WARNING, "the jars of plug-in " + plugin.name() + " cannot be closed", failure);
            }
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
