package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.opentest4j.TestAbortedException;

/**
 * A Docker Engine of the tests' own, beside any other. Its images are kept between runs (in the folder that
 * {@code HUB_DOCKER_TEST_ROOT} names), as the first ones take minutes; it is this machine's or the one that {@code
 * HUB_DOCKER_TEST_ENGINE} names. Where it cannot run, tests are left out and say why; with {@code CI} set they fail.
 */
final class TestEngine {

    static final String AGENT = "session-hub/claude-instance:latest";
    static final String BASE = "hub-test/base:latest";

    private static final String NEEDED = "a Docker Engine for the tests cannot be started: %s; run as root after "
            + "apt-get install --no-install-recommends docker.io iptables debootstrap openssl";
    private static final String FORGET_BRIDGES = """
            for bridge in $(iptables -S INPUT | sed -n 's/^-A INPUT -i \\(shub-[0-9a-f]*\\) .*/\\1/p'); do
              [ -e "/sys/class/net/$bridge" ] && continue
              chain=$(echo "$bridge" | tr a-z A-Z)
              iptables -D INPUT -i "$bridge" -j REJECT
              iptables -D DOCKER-USER -i "$bridge" -j "$chain"
              iptables -F "$chain" && iptables -X "$chain"
            done; true
            """;
    private static Optional<TestEngine> shared = Optional.empty();
    private static Optional<AssertionError> missing = Optional.empty();

    private final Path root;
    private final int port;
    private Process daemon;

    private TestEngine(Path root) throws IOException, InterruptedException {
        this.root = root;
        this.port = freePort();
        makeCertificates();
        this.daemon = launch();
        docker("container", "ls", "--all", "--quiet").lines().forEach(id -> docker("rm", "--force", id));
    }

    /** A second one, without images, on a folder of the caller's, who stops it. */
    static TestEngine another(Path root) {
        try {
            return new TestEngine(Files.createDirectories(root));
        } catch (IOException failure) {
            throw new AssertionError(NEEDED.formatted(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    /** Started once per JVM, with the images that tests need. */
    static synchronized TestEngine get() {
        if (missing.isPresent()) {
            throw leaveOut(missing.get());
        }
        if (shared.isEmpty()) {
            try {
                TestEngine engine = start();
                shared = Optional.of(engine);
                engine.requireImages();
            } catch (AssertionError failure) {
                missing = Optional.of(failure);
                System.err.println("Tests with a Docker Engine are left out: " + failure.getMessage());
                throw leaveOut(failure);
            }
        }
        return shared.get();
    }

    /** Continuous integration has all that the tests need, or has failed. */
    private static TestAbortedException leaveOut(AssertionError why) {
        if (System.getenv("CI") != null) {
            throw why;
        }
        return new TestAbortedException(String.valueOf(why.getMessage()), why);
    }

    Path socket() {
        return root.resolve("docker.sock");
    }

    String tcp() {
        return "tcp://127.0.0.1:" + port;
    }

    /** ca.pem, cert.pem, key.pem of a client. */
    Path certificates() {
        return root.resolve("tls");
    }

    /** Runs the command line client, which must succeed. */
    String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return run(command, Map.of("DOCKER_HOST", "unix://" + socket()));
    }

    /** Ends the daemon, as a shutdown of its machine would. */
    void stop() {
        daemon.destroy();
        await(daemon, 60);
        String leave = "umount \"$1/exec/netns/default\"; umount \"$1/data\"; true";
        run(List.of("sh", "-c", leave, "sh", root.toString()), Map.of());
    }

    /** Ends the daemon for good; takes the networks of tests and the rules about their bridges with it. */
    private void shutDown() {
        try {
            docker("network", "prune", "--force");
        } finally {
            stop();
            run(List.of("sh", "-c", FORGET_BRIDGES), Map.of());
        }
    }

    /** Ends the daemon without a word; containers go on. */
    void kill() {
        daemon.destroyForcibly();
        await(daemon, 10);
    }

    void startAgain() {
        try {
            // The daemon's own containerd dies with it, but not at the same moment.
            Path pid = root.resolve("exec/containerd/containerd.pid");
            if (Files.exists(pid)) {
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                        .ifPresent(containerd -> containerd
                                .onExit()
                                .orTimeout(20, TimeUnit.SECONDS)
                                .join());
                Files.deleteIfExists(pid);
            }
            daemon = launch();
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(NEEDED.formatted(failure), failure);
        }
    }

    static String run(List<String> command, Map<String, String> variables) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = new HashMap<>(variables);
        environment.put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + tail(output));
            }
            return output.strip();
        } catch (IOException failure) {
            throw new AssertionError(NEEDED.formatted(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static TestEngine start() {
        Path root = Path.of(
                Optional.ofNullable(System.getenv("HUB_DOCKER_TEST_ROOT")).orElse("/tmp/docker-hub-test"));
        try {
            Files.createDirectories(root);
            // Held until the JVM ends: two engines cannot share a folder.
            FileChannel lock =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.lock() == null) {
                throw new AssertionError("no lock on " + root);
            }
            TestEngine engine = new TestEngine(root);
            Runtime.getRuntime().addShutdownHook(new Thread(engine::shutDown));
            return engine;
        } catch (IOException failure) {
            throw new AssertionError(NEEDED.formatted(failure.getMessage()), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private Process launch() throws IOException, InterruptedException {
        Path log = root.resolve("dockerd.log");
        Files.deleteIfExists(socket());
        ProcessBuilder builder = new ProcessBuilder(
                script("dockerd"),
                "--data-root=" + root.resolve("data"),
                "--exec-root=" + root.resolve("exec"),
                "--pidfile=" + root.resolve("pid"),
                "--host=unix://" + socket(),
                "--host=" + tcp(),
                "--tlsverify",
                "--tlscacert=" + certificates().resolve("ca.pem"),
                "--tlscert=" + certificates().resolve("server.pem"),
                "--tlskey=" + certificates().resolve("server-key.pem"),
                "--bridge=none",
                "--default-address-pool=base=10.203.0.0/16,size=24");
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        Process process = builder.start();
        for (int round = 0; round < 600; round++) {
            if (!process.isAlive()) {
                break;
            }
            if (Files.exists(socket()) && Files.readString(log).contains("API listen on " + socket())) {
                return process;
            }
            LockSupport.parkNanos(100_000_000);
        }
        process.destroyForcibly();
        throw new IOException("dockerd says " + tail(Files.readString(log)));
    }

    private void requireImages() {
        run(List.of(script("images")), Map.of("DOCKER_HOST", "unix://" + socket()));
    }

    private static String script(String name) {
        return Path.of(System.getProperty("hub.root", ".."))
                .resolve("provider-docker/src/test/sh")
                .resolve(name)
                .toAbsolutePath()
                .normalize()
                .toString();
    }

    private void makeCertificates() {
        Path tls = root.resolve("tls");
        if (Files.exists(tls.resolve("key.pem"))) {
            return;
        }
        try {
            Files.createDirectories(tls);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String make = """
                set -e; cd "$1"
                openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=ca -keyout ca-key.pem -out ca.pem
                sign() { openssl req -newkey rsa:2048 -nodes -subj /CN=$1 -keyout $2-key.pem -out $2.csr
                  printf 'subjectAltName=IP:127.0.0.1\\nextendedKeyUsage=%sAuth\\n' $2 > $2.ext
                  openssl x509 -req -days 3650 -in $2.csr -CA ca.pem -CAkey ca-key.pem -CAcreateserial -extfile $2.ext -out $2.pem; }
                sign 127.0.0.1 server; sign hub client
                cp client.pem cert.pem; cp client-key.pem key.pem
                """;
        run(List.of("sh", "-c", make, "sh", tls.toString()), Map.of());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(Process process, int seconds) {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 800));
    }
}
