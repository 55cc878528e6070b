package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/** The networks of sessions: one bridge per hub, on which nobody reaches his neighbour. */
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
        sum.update(identity.hub().getBytes(StandardCharsets.UTF_8));
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

    private Future<String> internet() {
        String name = "session-hub-" + identity.hub();
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
                    .withLabels(Map.of(Identity.HUB, identity.hub()))
                    .exec();
        } catch (DockerException refused) {
            // Another instance of the same hub may have needed it at the same moment.
            if (!exists(connection, name)) {
                throw refused;
            }
        }
    }
}
