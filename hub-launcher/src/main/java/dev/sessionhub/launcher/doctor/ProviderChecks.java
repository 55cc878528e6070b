package dev.sessionhub.launcher.doctor;

import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Lets each configured provider's plug-in look at its system itself, with the credentials it has. */
public final class ProviderChecks {

    private static final int LIMIT = 30;

    private final Path plugins;
    private final Path data;

    /**
     * Checks of this hub's providers.
     *
     * @param plugins the folder of plug-ins
     * @param data the data directory, which need not exist
     */
    public ProviderChecks(Path plugins, Path data) {
        this.plugins = plugins;
        this.data = data;
    }

    /**
     * How a provider's system is.
     *
     * @param name of the instance
     * @param keys its own, with its type
     * @param preferred whether it gets the sessions that ask for none
     */
    public Finding look(String name, Map<String, String> keys, boolean preferred) {
        String subject = "provider " + name;
        FutureTask<Finding> looking = new FutureTask<>(() -> looked(subject, name, new HashMap<>(keys), preferred));
        Thread.ofPlatform().daemon().name("doctor-" + name).start(looking);
        try {
            return looking.get(LIMIT, TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            return Finding.fail(subject, "its plug-in said nothing within " + LIMIT + " s");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            return Finding.fail(
                    subject,
                    cause instanceof ProviderException known ? String.valueOf(known.getMessage()) : cause.toString());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Finding.fail(subject, "the look at it was interrupted");
        }
    }

    private Finding looked(String subject, String name, Map<String, String> keys, boolean preferred)
            throws IOException {
        String type = Optional.ofNullable(keys.remove("type")).orElse(name);
        List<String> types = new ArrayList<>();
        for (Path folder : folders()) {
            try (PluginClasses classes = new PluginClasses(folder)) {
                for (ContainerProviderFactory factory : ServiceLoader.load(ContainerProviderFactory.class, classes)) {
                    types.add(factory.type());
                    if (factory.type().equals(type)) {
                        return graded(subject, health(factory, name, keys), preferred);
                    }
                }
            }
        }
        return Finding.fail(
                subject, "no plug-in in " + plugins + " is of the type " + type + ", only " + new TreeSet<>(types));
    }

    private List<Path> folders() throws IOException {
        if (!Files.isDirectory(plugins)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(plugins)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }

    private ProviderHealth health(ContainerProviderFactory factory, String name, Map<String, String> keys)
            throws IOException {
        Path kept = data.resolve("providers").resolve(name).toAbsolutePath();
        Path state = Files.isDirectory(kept) ? kept : Files.createTempDirectory("hub-doctor");
        try (ContainerProvider provider = factory.create(new ProviderConfig(name, hubId(), state, keys))) {
            return provider.health();
        } finally {
            if (!state.equals(kept)) {
                Folders.delete(state);
            }
        }
    }

    private static Finding graded(String subject, ProviderHealth health, boolean preferred) {
        return switch (health.status()) {
            case UP -> Finding.ok(subject, health.summary());
            case DEGRADED ->
                preferred ? Finding.fail(subject, health.summary()) : Finding.warn(subject, health.summary());
            case DOWN -> Finding.fail(subject, health.summary());
        };
    }

    private String hubId() throws IOException {
        Path file = data.resolve("hub-id");
        return Files.isReadable(file) ? Files.readString(file).strip() : "doctor";
    }
}
