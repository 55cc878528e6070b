package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ContainerHandle;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * How guests of one instance are named and tagged.
 *
 * @param provider the instance's name
 * @param hub the hub's id
 */
record Identity(String provider, String hub) {

    private static final String MARK = "session-hub";
    private static final String SESSION = "session-";
    private static final int UUID_LENGTH = 36;

    static Identity of(ProviderConfig config) {
        return new Identity(config.name(), config.hubId());
    }

    ContainerHandle handle(UUID session) {
        return new ContainerHandle(provider, prefix() + session);
    }

    Optional<UUID> session(ContainerHandle handle) {
        String id = handle.id();
        boolean ours = id.startsWith(prefix()) && id.length() == prefix().length() + UUID_LENGTH;
        return ours ? uuid(id.substring(prefix().length())) : Optional.empty();
    }

    /** The session of a guest that is this instance's, by its tags; empty if it is anybody else's. */
    Optional<UUID> session(String tags) {
        Set<String> found = new TreeSet<>(Arrays.asList(tags.split("[;, ]+")));
        if (!found.contains(hubTag()) || !found.contains("provider-" + provider)) {
            return Optional.empty();
        }
        return found.stream()
                .filter(tag -> tag.startsWith(SESSION))
                .flatMap(tag -> uuid(tag.substring(SESSION.length())).stream())
                .findFirst();
    }

    String tags(UUID session, List<String> further) {
        Set<String> tags = new TreeSet<>(further);
        tags.addAll(List.of(MARK, hubTag(), "provider-" + provider, SESSION + session));
        return String.join(";", tags);
    }

    /** Whether a guest is some hub's, by its tags. */
    static boolean isTagged(String tags) {
        return Arrays.asList(tags.split("[;, ]+")).contains(MARK);
    }

    /** The session of a guest that this instance cloned, by the description it had from its first moment. */
    Optional<UUID> described(String description) {
        String text = description.strip();
        String beginning = described();
        return text.startsWith(beginning) ? uuid(text.substring(beginning.length())) : Optional.empty();
    }

    /** Stands in a guest's description from its first moment, before it has tags. */
    String description(UUID session) {
        return described() + session;
    }

    private String described() {
        return "Session Hub " + hub + ", instance " + provider + ", session ";
    }

    /** The cluster may lower the case of tags, so an id with capitals is told apart by a digest. */
    private String hubTag() {
        return hub.matches("[a-z0-9-]+") ? "hub-" + hub : "hub-" + digest(hub);
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "x" + HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private String prefix() {
        return hub + "/";
    }

    private static Optional<UUID> uuid(String text) {
        try {
            UUID session = UUID.fromString(text);
            return session.toString().equals(text) ? Optional.of(session) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
