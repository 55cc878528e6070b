package dev.sessionhub.launcher.doctor;

import dev.sessionhub.spi.ProviderException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A plug-in's classes as the server loads them: its own jars, and of the hub the SPI only. */
final class PluginClasses extends URLClassLoader {

    PluginClasses(Path folder) throws IOException {
        super(jars(folder), new SpiOnly());
    }

    private static URL[] jars(Path folder) throws IOException {
        List<URL> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                found.add(jar.toUri().toURL());
            }
        }
        return found.toArray(URL[]::new);
    }

    private static final class SpiOnly extends ClassLoader {

        SpiOnly() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith("dev.sessionhub.spi.") || name.startsWith("org.jspecify.")) {
                return ProviderException.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }
    }
}
