package dev.sessionhub.core.plugin;

import dev.sessionhub.core.plugin.loading.Plugin;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The place of a configured instance: its plug-in may come and go while the hub runs.
 *
 * @param <T> the contract it keeps
 */
final class Slot<T> {

    private static final Logger LOG = System.getLogger(Slot.class.getName());

    private final ProviderSettings wanted;
    private final Supplier<Optional<Plugin>> offered;
    private final Function<Optional<Plugin>, Instance<T>> make;
    private volatile Instance<T> instance;

    Slot(ProviderSettings wanted, Supplier<Optional<Plugin>> offered, Function<Optional<Plugin>, Instance<T>> make) {
        this.wanted = wanted;
        this.offered = offered;
        this.make = make;
        this.instance = make.apply(offered.get());
    }

    String name() {
        return wanted.name();
    }

    String type() {
        return wanted.type();
    }

    Instance<T> instance() {
        return instance;
    }

    /** Lets go of an instance whose plug-in has left, and makes one with the plug-in that is there now. */
    synchronized void follow() {
        Optional<Plugin> now = offered.get();
        Instance<T> before = instance;
        if (before.plugin().equals(now)) {
            return;
        }
        String gone = "its plug-in has left; it comes back with it";
        instance = new Instance.Absent<>(name(), Optional.empty(), gone);
        close(before);
        if (now.isPresent()) {
            instance = make.apply(now);
        }
        LOG.log(
                Level.INFO,
                "{0} {1}",
                name(),
                now.map(plugin -> "has its plug-in " + plugin.name()).orElse("has lost its plug-in"));
    }

    synchronized void close() {
        close(instance);
    }

    private static void close(Instance<?> instance) {
        if (instance instanceof Instance.Present<?> present) {
            present.closing().run();
        }
    }
}
