package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerHandle;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How everything that one instance makes is named and labelled.
 *
 * @param provider the instance's name
 * @param hub the hub's id
 */
record Identity(String provider, String hub) {

    static final String HUB = "dev.sessionhub.hub";
    static final String PROVIDER = "dev.sessionhub.provider";
    static final String SESSION = "dev.sessionhub.session";
    static final String NAME = "dev.sessionhub.name";
    static final String NETWORK = "dev.sessionhub.network";
    static final String SECRETS = "dev.sessionhub.secrets";

    private static final int UUID_LENGTH = 36;

    static Identity of(ProviderConfig config) {
        return new Identity(config.name(), config.hubId());
    }

    /** One container at most per hub and session, on one engine: the engine sees to it by the name. */
    String container(UUID session) {
        return prefix() + session;
    }

    ContainerHandle handle(UUID session) {
        return new ContainerHandle(provider, container(session));
    }

    Optional<UUID> session(ContainerHandle handle) {
        String id = handle.id();
        if (!id.startsWith(prefix()) || id.length() != prefix().length() + UUID_LENGTH) {
            return Optional.empty();
        }
        return session(id.substring(prefix().length()));
    }

    /** The session of a container that is this instance's; empty if it is anybody else's. */
    Optional<UUID> session(Map<String, String> labels) {
        boolean ours = hub.equals(labels.get(HUB)) && provider.equals(labels.get(PROVIDER));
        return ours ? Optional.ofNullable(labels.get(SESSION)).flatMap(Identity::session) : Optional.empty();
    }

    /** The network of this instance's sessions; a dot, as neither a hub's id nor an instance's name has one. */
    String network() {
        return formerNetwork() + "." + provider;
    }

    /** The network that all instances of a hub shared once. */
    String formerNetwork() {
        return "session-hub-" + hub;
    }

    Map<String, String> labels() {
        return Map.of(HUB, hub, PROVIDER, provider);
    }

    private String prefix() {
        return "session-hub-" + hub + "-";
    }

    private static Optional<UUID> session(String text) {
        try {
            UUID session = UUID.fromString(text);
            return session.toString().equals(text) ? Optional.of(session) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
