package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** A plug-in as a folder of jars. */
final class PluginFolder {

    private PluginFolder() {}

    /** Loads a folder on the calling thread; anything may be thrown, since this runs the plug-in's own code. */
    static Plugin open(Path folder) throws IOException {
        String name = folder.getFileName().toString();
        URLClassLoader loader = new URLClassLoader("plugin:" + name, jars(folder), new SpiOnlyClassLoader());
        boolean complete = false;
        try {
            List<Object> factories = new ArrayList<>();
            ServiceLoader.load(ContainerProviderFactory.class, loader).forEach(factories::add);
            ServiceLoader.load(GitBackendFactory.class, loader).forEach(factories::add);
            Plugin opened = Plugin.of(name, loader, theOnly(factories));
            complete = true;
            return opened;
        } finally {
            if (!complete) {
                loader.close();
            }
        }
    }

    private static Object theOnly(List<Object> factories) {
        if (factories.size() == 1) {
            return factories.getFirst();
        }
        if (factories.isEmpty()) {
            throw new IllegalStateException("its jars name no factory under META-INF/services");
        }
        List<String> names =
                factories.stream().map(factory -> factory.getClass().getName()).toList();
        throw new IllegalStateException("it has several factories, one is allowed per folder: " + names);
    }

    /** A class loader passes over a file that is no jar; we say it. */
    private static URL[] jars(Path folder) throws IOException {
        List<URL> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                try (JarFile opened = new JarFile(jar.toFile())) {
                    NeededVersion.check(opened);
                    found.add(jar.toUri().toURL());
                } catch (IOException failure) {
                    throw new IOException(jar.getFileName() + " cannot be read: " + failure.getMessage(), failure);
                }
            }
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("there is no jar in it");
        }
        return found.toArray(URL[]::new);
    }
}
