package dev.sessionhub.core.session;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.container.Usage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The provider of this machine as one that fetches images, and whose environments are bounded: the tests say how. */
final class BoundedProvider {

    final CountDownLatch fetched = new CountDownLatch(1);
    final List<ResourceLimits> resized = new CopyOnWriteArrayList<>();
    volatile String refusal = "";
    volatile long kills;
    volatile boolean closesNetworks;

    ContainerProvider around(ContainerProvider provider) {
        return (ContainerProvider) Proxy.newProxyInstance(
                ContainerProvider.class.getClassLoader(),
                new Class<?>[] {ContainerProvider.class},
                (_, method, arguments) -> switch (method.getName()) {
                    case "capabilities" -> capabilities(provider);
                    case "usage" -> usage();
                    case "prepare" -> prepare(listener(arguments[1]));
                    case "resize" -> resized.add((ResourceLimits) arguments[1]);
                    case "create" -> provider.create(unbounded((ContainerSpec) arguments[0]));
                    default -> {
                        try {
                            yield method.invoke(provider, arguments);
                        } catch (InvocationTargetException failure) {
                            throw failure.getCause();
                        }
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static Consumer<Progress> listener(Object argument) {
        return (Consumer<Progress>) argument;
    }

    private Set<Capability> capabilities(ContainerProvider provider) {
        Set<Capability> all = new HashSet<>(provider.capabilities());
        all.addAll(Set.of(Capability.USAGE, Capability.RESOURCE_LIMITS));
        if (closesNetworks) {
            all.add(Capability.NETWORK_POLICY);
        }
        return all;
    }

    private Usage usage() {
        return new Usage(
                Instant.now(),
                Duration.ofSeconds(1),
                60L << 20,
                OptionalLong.of(64L << 20),
                OptionalLong.of(64L << 20),
                kills);
    }

    private Object prepare(Consumer<Progress> listener) {
        listener.accept(new Progress("fetching the image", Optional.of("layer 1"), OptionalInt.of(40)));
        try {
            fetched.await();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, "fetching the image was interrupted", interruption);
        }
        if (!refusal.isEmpty()) {
            throw new ProviderException(Code.INVALID_REQUEST, refusal);
        }
        return true;
    }

    private static ContainerSpec unbounded(ContainerSpec spec) {
        return new ContainerSpec(
                spec.sessionId(),
                spec.name(),
                spec.image(),
                spec.workspace(),
                spec.mounts(),
                spec.environment(),
                spec.secrets(),
                ResourceLimits.DEFAULTS,
                spec.network());
    }
}
