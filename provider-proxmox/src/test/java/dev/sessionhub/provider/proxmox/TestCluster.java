package dev.sessionhub.provider.proxmox;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator;
import dev.sessionhub.proxmox.simulator.console.ExampleCluster;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import dev.sessionhub.proxmox.simulator.http.Identity;
import dev.sessionhub.spi.ProviderConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * A simulated cluster with the least privileges that docs/proxmox.md gives the hub. On real guests, their root file
 * system is made by the template's script and kept between runs in the folder that {@code HUB_LXC_TEST_ROOT} names.
 */
final class TestCluster implements AutoCloseable {

    static final String TOKEN = ExampleCluster.TOKEN;

    private static final int FIRST_NETWORK = 89;
    private static final int LAST_NETWORK = 99;

    private final ProxmoxSimulator simulator;
    private final Path ca;
    private final Path key;

    private TestCluster(GuestHost host, Path folder, Path key) throws IOException, InterruptedException {
        Identity identity = Identity.make(folder);
        this.simulator = ProxmoxSimulator.start(ExampleCluster.on(host), identity);
        this.ca = Files.writeString(folder.resolve("ca.pem"), identity.pem());
        this.key = key;
    }

    /** Why there can be no real guests here; empty if there can. A failure where they must be there. */
    static Optional<String> missing() {
        Optional<String> missing = LxcHost.missing();
        if (missing.isPresent() && System.getenv("CI") != null) {
            throw new AssertionError("tests on real LXC guests cannot run: " + missing.get());
        }
        return missing;
    }

    /** On real guests. */
    static TestCluster real(Path folder) {
        try {
            Path kept = kept();
            Path key = kept.resolve("key");
            if (!Files.exists(key)) {
                run(List.of("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString()));
            }
            Path root = kept.resolve("root");
            Path script = Path.of(System.getProperty("hub.root"), "config/proxmox-template/root-filesystem.sh");
            Path made = kept.resolve("provisioned");
            String version = Integer.toHexString(
                    Files.readString(script.resolveSibling("provision.sh")).hashCode());
            if (!Files.exists(made) || !Files.readString(made).equals(version)) {
                run(List.of(
                        script.toString(),
                        root.toString(),
                        key + ".pub",
                        "--without",
                        "claude",
                        "--without",
                        "node",
                        "--without",
                        "docker",
                        "--without",
                        "lazygit"));
                Files.writeString(made, version);
            }
            Path guests = Files.createTempDirectory(kept, "guests");
            return new TestCluster(LxcHost.open(root, guests, freeNetwork()), folder, key);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** On guests that are nothing but entries. */
    static TestCluster inMemory(Path folder, GuestHost host) throws IOException, InterruptedException {
        return new TestCluster(host, folder, Files.writeString(folder.resolve("no-key"), "no guest asks for it"));
    }

    /** The root file system that the guests are made from. */
    static Path root() throws IOException {
        return kept().resolve("root");
    }

    private static int freeNetwork() {
        return IntStream.rangeClosed(FIRST_NETWORK, LAST_NETWORK)
                .filter(number -> !Files.exists(Path.of("/sys/class/net/hubpve" + number)))
                .findFirst()
                .orElse(FIRST_NETWORK);
    }

    private static Path kept() throws IOException {
        String name = System.getenv("HUB_LXC_TEST_ROOT");
        return Files.createDirectories(
                name == null ? Path.of(System.getProperty("java.io.tmpdir"), "session-hub-lxc") : Path.of(name));
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new AssertionError(command + " failed");
        }
    }

    ProxmoxSimulator simulator() {
        return simulator;
    }

    Path ca() {
        return ca;
    }

    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("endpoints", simulator.url());
        settings.put("token", TOKEN);
        settings.put("ca", ca.toString());
        settings.put("pool", "hub");
        settings.put("ssh-key", key.toString());
        settings.put("memory", "512");
        settings.put("poll-interval", "100");
        return settings;
    }

    ProxmoxProvider open(String hubId, Path state, Map<String, String> changes) {
        return open(hubId, state, changes, System::nanoTime);
    }

    /** With a clock that says when a node that is away is asked again. */
    ProxmoxProvider open(String hubId, Path state, Map<String, String> changes, LongSupplier nanos) {
        Map<String, String> settings = settings();
        settings.putAll(changes);
        ProviderConfig config = new ProviderConfig("pve", hubId, state, settings);
        return new ProxmoxProvider(config, Settings.of(config), nanos);
    }

    @Override
    public void close() {
        simulator.close();
        simulator.host().close();
    }
}
