package dev.sessionhub.launcher.server;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.spi.registry.PluginRegistry;
import dev.sessionhub.spi.registry.Registration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The web applications in the folder of plug-ins: deployed when a file is there, deployed again when it changes, undeployed
 * when it is gone.
 */
public final class WarPlugins {

    private static final System.Logger LOG = System.getLogger(WarPlugins.class.getName());
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final String SUFFIX = ".war";

    /** Where web applications run. */
    public interface Server {

        /** Deploys a file; answers whether it runs. */
        boolean deploy(String name, String contextRoot, Path war);

        /** Ends it. */
        void undeploy(String name);
    }

    /**
     * A file as it was when it was last looked at.
     *
     * @param size its length
     * @param changed when it was last written to
     */
    private record Version(long size, long changed) {

        static Version of(Path file) throws IOException {
            return new Version(Files.size(file), Files.getLastModifiedTime(file).toMillis());
        }
    }

    private final Path folder;
    private final Server server;
    private final Map<String, Version> settled = new HashMap<>();
    private final Map<String, Registration> refused = new HashMap<>();
    private Map<String, Version> seen = new HashMap<>();

    public WarPlugins(Path folder, Server server) {
        this.folder = folder;
        this.server = server;
    }

    /** Deploys what is there, and follows what comes and goes as long as the process lives. */
    public void begin() {
        seen = files();
        look();
        Thread.ofPlatform().daemon().name("hub plug-in watch").start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                look();
            }
        });
    }

    /** A file counts once it has not changed from one look to the next: it may be on its way. */
    synchronized void look() {
        Map<String, Version> now = files();
        Map.copyOf(settled).forEach((name, version) -> {
            if (!version.equals(now.get(name)) && (!now.containsKey(name) || isQuiet(name, now))) {
                leave(name);
            }
        });
        now.forEach((name, version) -> {
            if (!settled.containsKey(name) && isQuiet(name, now)) {
                settled.put(name, version);
                come(name);
            }
        });
        seen = now;
    }

    private boolean isQuiet(String name, Map<String, Version> now) {
        return Optional.ofNullable(now.get(name)).equals(Optional.ofNullable(seen.get(name)));
    }

    private void come(String name) {
        Path war = folder.resolve(name + SUFFIX);
        try {
            WarCheck.check(name, war);
            if (!server.deploy(name, "/plugins/" + name, war)) {
                throw new Failure("the server did not accept it; the log has the reason");
            }
            LOG.log(System.Logger.Level.INFO, "plug-in {0} is deployed", name);
        } catch (Failure failure) {
            refused.put(name, PluginRegistry.refuse(name, String.valueOf(failure.getMessage())));
        }
    }

    private void leave(String name) {
        settled.remove(name);
        Registration refusal = refused.remove(name);
        if (refusal == null) {
            server.undeploy(name);
            LOG.log(System.Logger.Level.INFO, "plug-in {0} is undeployed", name);
        } else {
            refusal.close();
        }
    }

    private Map<String, Version> files() {
        Map<String, Version> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(SUFFIX)).toList()) {
                String name = String.valueOf(file.getFileName());
                found.put(name.substring(0, name.length() - SUFFIX.length()), Version.of(file));
            }
        } catch (NoSuchFileException _) {
            return found;
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "cannot look at {0}: {1}", folder, Folders.reason(failure));
            return seen;
        }
        return found;
    }
}
