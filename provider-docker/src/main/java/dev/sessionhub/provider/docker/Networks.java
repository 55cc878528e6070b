package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.sessionhub.spi.container.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/** The networks of sessions: one bridge per hub, on which nobody reaches his neighbour. */
final class Networks {

    private final Engine engine;
    private final Identity identity;

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
    String mode(String what, NetworkPolicy policy) {
        return switch (policy) {
            case HOST -> "host";
            case NONE -> "none";
            case INTERNET -> internet(what);
        };
    }

    private String internet(String what) {
        String name = "session-hub-" + identity.hub();
        return engine.ask(what, connection -> {
            try {
                connection.client().inspectNetworkCmd().withNetworkId(name).exec();
            } catch (NotFoundException _) {
                make(connection, name);
            }
            return name;
        });
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
        } catch (ConflictException _) {
            // Another session needed it at the same moment.
        } catch (DockerException refused) {
            if (!Failures.words(refused).contains("already exists")) {
                throw refused;
            }
        }
    }
}
