package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.spi.ProviderException;

/** What a plug-in sees of its host: the JDK, the SPI and JSpecify. */
final class SpiOnlyClassLoader extends ClassLoader {

    private static final ClassLoader HOST = ProviderException.class.getClassLoader();

    static {
        registerAsParallelCapable();
    }

    SpiOnlyClassLoader() {
        super("spi-only", ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("dev.sessionhub.spi.") || name.startsWith("org.jspecify.")) {
            return HOST.loadClass(name);
        }
        throw new ClassNotFoundException(name);
    }
}
