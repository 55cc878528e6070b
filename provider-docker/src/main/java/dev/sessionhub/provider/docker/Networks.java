package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/**
 * The networks of sessions: one bridge per instance, on which nobody reaches his neighbour. What may be reached is the
 * instance's own word, so two instances on one engine share none.
 */
final class Networks {

    private final Engine engine;
    private final Identity identity;
    private final ReentrantLock making = new ReentrantLock();

    Networks(Engine engine, Identity identity) {
        this.engine = engine;
        this.identity = identity;
    }

    /** The name of the bridge on the engine's host; short, as the kernel wants it. */
    String bridge() {
        CRC32 sum = new CRC32();
        sum.update(identity.network().getBytes(StandardCharsets.UTF_8));
        return "shub-%08x".formatted(sum.getValue());
    }

    /** The engine's network mode of a policy; makes the network if it needs one. */
    Future<String> mode(NetworkPolicy policy) {
        return switch (policy) {
            case HOST -> CompletableFuture.completedFuture("host");
            case NONE -> CompletableFuture.completedFuture("none");
            case INTERNET -> internet();
        };
    }

    /** Takes a container that was made before instances had networks of their own to this instance's. */
    void moveIn(String what, String container) {
        Set<String> before = engine.ask(what, connection -> of(connection, container));
        if (!before.contains(identity.formerNetwork())) {
            return;
        }
        String name = engine.answer(what, Engine.USUAL, internet());
        engine.ask(what, connection -> {
            DockerClient client = connection.client();
            if (!before.contains(name)) {
                client.connectToNetworkCmd()
                        .withNetworkId(name)
                        .withContainerId(container)
                        .exec();
            }
            client.disconnectFromNetworkCmd()
                    .withNetworkId(identity.formerNetwork())
                    .withContainerId(container)
                    .exec();
            return true;
        });
    }

    private static Set<String> of(Connection connection, String container) {
        return connection
                .client()
                .inspectContainerCmd(container)
                .exec()
                .getNetworkSettings()
                .getNetworks()
                .keySet();
    }

    private Future<String> internet() {
        String name = identity.network();
        return engine.submit(connection -> {
            making.lock();
            try {
                if (!exists(connection, name)) {
                    make(connection, name);
                }
                return name;
            } finally {
                making.unlock();
            }
        });
    }

    private static boolean exists(Connection connection, String name) {
        try {
            connection.client().inspectNetworkCmd().withNetworkId(name).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private void make(Connection connection, String name) {
        Map<String, String> options = new HashMap<>();
        options.put("com.docker.network.bridge.name", bridge());
        options.put("com.docker.network.bridge.enable_icc", "false");
        try {
            connection
                    .client()
                    .createNetworkCmd()
                    .withName(name)
                    .withDriver("bridge")
                    .withCheckDuplicate(true)
                    .withOptions(options)
                    .withLabels(identity.labels())
                    .exec();
        } catch (DockerException refused) {
            // The same instance of a hub that was started twice may have needed it at the same moment.
            if (!exists(connection, name)) {
                throw refused;
            }
        }
    }
}
