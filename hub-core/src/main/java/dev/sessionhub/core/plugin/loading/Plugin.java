package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackendFactory;

/**
 * A plug-in that can be used: its class loader and its one factory.
 *
 * @param name its folder's name, or the one its web application registered
 * @param loader its class loader
 * @param factory its {@link ContainerProviderFactory} or {@link GitBackendFactory}
 * @param type what it offers
 */
public record Plugin(String name, ClassLoader loader, Object factory, String type) {

    /** Makes one of a factory; calls the plug-in's own code. */
    static Plugin of(String name, ClassLoader loader, Object factory) {
        String type = factory instanceof ContainerProviderFactory containers
                ? containers.type()
                : ((GitBackendFactory) factory).type();
        if (!String.valueOf(type).matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalStateException("its type must match [a-z][a-z0-9-]{0,31}: \"" + type + "\"");
        }
        return new Plugin(name, loader, factory, type);
    }

    /** {@return which contract its factory keeps and of which type, for the hub and for messages} */
    String offer() {
        return offer(
                factory instanceof ContainerProviderFactory ? ContainerProviderFactory.class : GitBackendFactory.class,
                type);
    }

    static String offer(Class<?> kind, String type) {
        return kind.getSimpleName() + " \"" + type + "\"";
    }
}
