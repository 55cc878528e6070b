package dev.sessionhub.launcher.server;

import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import fish.payara.micro.PayaraMicro;
import fish.payara.micro.PayaraMicroRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The application server of this process. */
public final class PayaraServer {

    private static final String HOOK = "Payara Micro Shutdown Hook";
    private static final String APPLICATION = "hub";
    private static final Duration MOMENT = Duration.ofMillis(10);
    private static final int MOMENTS = 50;

    private PayaraServer() {}

    /** Where the server will answer, on this machine only, until it gets the hub's address; to be called before it is started. */
    public static URI hiddenAddress() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
            System.setProperty("hub.boot.address", loopback.getHostAddress());
            System.setProperty("hub.boot.port", String.valueOf(socket.getLocalPort()));
            return URI.create("http://" + loopback.getHostAddress() + ":" + socket.getLocalPort());
        } catch (IOException e) {
            throw new Failure("cannot find a free port: " + e.getMessage(), e);
        }
    }

    /** Boots with a fresh instance folder and deploys the application. */
    public static WarPlugins.Server start(Path payara, Path instance, Path logSettings, Path war) {
        Folders.delete(instance);
        Folders.copy(payara.resolve("config"), instance.resolve("config"));
        Folders.copy(payara.resolve("lib"), instance.resolve("lib"));
        DomainFile.adapt(instance.resolve("config").resolve("domain.xml"));
        PayaraMicroRuntime runtime = boot(instance, logSettings);
        runtime.deploy(APPLICATION, "/", war.toFile());
        if (!runtime.getDeployedApplicationNames().contains(APPLICATION)) {
            throw new Failure("the server did not accept " + war.getFileName());
        }
        return new Applications(runtime);
    }

    /** The server's answer to a deployment cannot be trusted: it says true of what failed. */
    private record Applications(PayaraMicroRuntime runtime) implements WarPlugins.Server {

        @Override
        public boolean deploy(String name, String contextRoot, Path war) {
            runtime.deploy(name, contextRoot, war.toFile());
            return runtime.getDeployedApplicationNames().contains(name);
        }

        @Override
        public void undeploy(String name) {
            runtime.undeploy(name);
        }
    }

    private static PayaraMicroRuntime boot(Path instance, Path logSettings) {
        try {
            PayaraMicro.main(new String[] {
                "--rootDir",
                instance.toString(),
                "--name",
                APPLICATION,
                "--disablephonehome",
                "--nohazelcast",
                "--logproperties",
                logSettings.toString()
            });
            return PayaraMicro.getInstance().getRuntime();
        } catch (Exception e) {
            throw new Failure("the server does not start: " + reason(e), e);
        }
    }

    /** Payara looks its machine's name up, and says nothing of it when it fails. */
    private static String reason(Exception failure) {
        try {
            InetAddress.getLocalHost();
            return failure.toString();
        } catch (UnknownHostException _) {
            return "the name of this machine has no address; as root: echo \"127.0.1.1 $(hostname)\" >>/etc/hosts";
        }
    }

    /**
     * To be called from a shutdown hook: Payara has one of its own, which runs at the same time.
     *
     * @return whether it has ended
     */
    public static boolean awaitEnd(Duration limit) {
        Optional<Thread> hook = hook();
        for (int i = 0; hook.isEmpty() && i < MOMENTS; i++) {
            LockSupport.parkNanos(MOMENT.toNanos());
            hook = hook();
        }
        hook.ifPresent(thread -> join(thread, limit));
        return hook.filter(Thread::isAlive).isEmpty();
    }

    private static Optional<Thread> hook() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(HOOK))
                .findFirst();
    }

    private static void join(Thread thread, Duration limit) {
        try {
            thread.join(limit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
