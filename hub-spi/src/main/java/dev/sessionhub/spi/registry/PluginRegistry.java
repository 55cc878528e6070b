package dev.sessionhub.spi.registry;

import dev.sessionhub.spi.SpiVersion;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.git.GitBackendFactory;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where web applications offer their factories and the hub looks for them. Safe for concurrent use.
 *
 * <p>It holds a factory, and with it the web application's class loader, only between {@code register} and the
 * registration's {@code close}.
 *
 * @since 1.0
 */
public final class PluginRegistry {

    private static final List<Offer> OFFERS = new CopyOnWriteArrayList<>();
    private static final List<Refusal> REFUSALS = new CopyOnWriteArrayList<>();
    private static final List<Runnable> WATCHERS = new CopyOnWriteArrayList<>();

    private PluginRegistry() {}

    /**
     * Offers a factory of container providers. To be called when the web application starts.
     *
     * @param name the plug-in's name, unique among all that are registered: {@code [a-z][a-z0-9-]{0,31}}
     * @param factory its factory
     * @param needs the version of the contracts it was made for, such as {@code new SpiVersion(1, 0)}
     * @return to be closed when the web application ends; when that returns, the hub has let go of the factory and of
     *     everything it made, or has given up waiting for it
     * @throws IllegalStateException if the name is taken
     */
    public static Registration register(String name, ContainerProviderFactory factory, SpiVersion needs) {
        return add(new Offer(name, factory, needs));
    }

    /**
     * Offers a factory of Git back ends.
     *
     * @param name the plug-in's name, unique among all that are registered: {@code [a-z][a-z0-9-]{0,31}}
     * @param factory its factory
     * @param needs the version of the contracts it was made for
     * @return to be closed when the web application ends
     * @throws IllegalStateException if the name is taken
     */
    public static Registration register(String name, GitBackendFactory factory, SpiVersion needs) {
        return add(new Offer(name, factory, needs));
    }

    /**
     * What is offered now. For the hub.
     *
     * @return in the order of registration
     */
    public static List<Offer> offers() {
        return List.copyOf(OFFERS);
    }

    /**
     * Says that a web application cannot be used as a plug-in, so that the hub names it. For what deploys them.
     *
     * @param name the plug-in's name
     * @param reason what is wrong with it and what to do
     * @return to be closed when it is gone
     */
    public static Registration refuse(String name, String reason) {
        Refusal refusal = new Refusal(name, reason);
        REFUSALS.add(refusal);
        tell();
        return once(() -> {
            REFUSALS.remove(refusal);
            tell();
        });
    }

    /**
     * What cannot be used now. For the hub.
     *
     * @return in the order in which it was said
     */
    public static List<Refusal> refusals() {
        return List.copyOf(REFUSALS);
    }

    /**
     * Asks to be told when {@link #offers()} or {@link #refusals()} has changed. For the hub.
     *
     * @param changed is called after every change, on the thread of the web application that made it, which waits for it
     * @return to be closed when nobody wants to know any more
     */
    public static Registration watch(Runnable changed) {
        WATCHERS.add(changed);
        return once(() -> WATCHERS.remove(changed));
    }

    private static Registration add(Offer offer) {
        synchronized (OFFERS) {
            if (OFFERS.stream().anyMatch(known -> known.name().equals(offer.name()))) {
                throw new IllegalStateException("a plug-in is registered as \"" + offer.name() + "\" already");
            }
            OFFERS.add(offer);
        }
        tell();
        return once(() -> {
            OFFERS.remove(offer);
            tell();
        });
    }

    private static void tell() {
        WATCHERS.forEach(Runnable::run);
    }

    private static Registration once(Runnable end) {
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (!ended.getAndSet(true)) {
                end.run();
            }
        };
    }
}
