package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.core.plugin.guard.DetachedCall;
import dev.sessionhub.spi.registry.Offer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceConfigurationError;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Opens a plug-in under a deadline, whatever its constructors do. */
final class PluginLoading {

    /** Says why something is no usable plug-in. */
    static final class BrokenException extends Exception {

        private static final long serialVersionUID = 1L;

        BrokenException(String reason, Throwable cause) {
            super(reason, cause);
        }
    }

    private PluginLoading() {}

    static Plugin open(Path folder, Duration deadline) throws BrokenException {
        ClassLoader nothing = ClassLoader.getPlatformClassLoader();
        return within(deadline, "load plug-in " + folder.getFileName(), nothing, () -> PluginFolder.open(folder));
    }

    static Plugin open(Offer offer, Duration deadline) throws BrokenException {
        ClassLoader loader = offer.factory().getClass().getClassLoader();
        return within(deadline, "take plug-in " + offer.name(), loader, () -> {
            NeededVersion.check(offer.needs());
            return Plugin.of(offer.name(), loader, offer.factory());
        });
    }

    private static Plugin within(Duration deadline, String what, ClassLoader loader, Callable<Plugin> call)
            throws BrokenException {
        try {
            return new DetachedCall<>(what, loader, call).run(deadline);
        } catch (TimeoutException late) {
            throw new BrokenException("it did not load within " + deadline.toSeconds() + " s", late);
        } catch (ExecutionException failed) {
            throw new BrokenException(reason(failed.getCause()), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BrokenException("the hub was interrupted while loading it", interrupted);
        }
    }

    private static String reason(@Nullable Throwable thrown) {
        return switch (thrown) {
            case UnsupportedClassVersionError newer ->
                "it was compiled for a newer Java than this one runs, "
                        + Runtime.version().feature() + ": " + newer.getMessage();
            case ServiceConfigurationError service when service.getCause() != null -> reason(service.getCause());
            case IllegalStateException ours -> String.valueOf(ours.getMessage());
            case null -> "for an unknown reason";
            default -> thrown.toString();
        };
    }
}
