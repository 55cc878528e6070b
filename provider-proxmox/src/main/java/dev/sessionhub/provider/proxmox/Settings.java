package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * An instance's configuration.
 *
 * @param endpoints {@code endpoints}: one or more of the cluster, {@code https://host:8006}, separated by commas
 * @param credentials {@code token} as {@code user@realm!name=secret}, or {@code user} and {@code password}
 * @param trust {@code ca}, {@code fingerprint} or {@code insecure-accept-any-certificate}
 * @param node {@code node}: where guests are made; absent means by free memory, if the template's storage is shared
 * @param template {@code template}: VMID of the template
 * @param firstId {@code vmid-range}: the first VMID that may be used
 * @param lastId {@code vmid-range}: the last one
 * @param pool {@code pool}: guests are made in it
 * @param storage {@code storage}: for full clones
 * @param full {@code clone}: whether clones are full ones; absent means by what the template's storage can do
 * @param bridge {@code bridge}: absent means the template's
 * @param vlan {@code vlan}
 * @param tags {@code tags}: further ones
 * @param cores {@code cores}: unless a session asks otherwise
 * @param memory {@code memory}: in MiB, unless a session asks otherwise
 * @param swap {@code swap}: in MiB
 * @param user {@code ssh-user}
 * @param key {@code ssh-key}: file of the hub's private key
 * @param hostKey {@code host-key}: SHA256 fingerprint that every guest has; absent means the rule of this package
 * @param patience {@code address-timeout}: how long a guest may take to get its address and open SSH
 * @param pollInterval {@code poll-interval}: milliseconds between two questions
 */
record Settings(
        List<URI> endpoints,
        Credentials credentials,
        Trust trust,
        Optional<String> node,
        int template,
        int firstId,
        int lastId,
        Optional<String> pool,
        Optional<String> storage,
        Optional<Boolean> full,
        Optional<String> bridge,
        OptionalInt vlan,
        List<String> tags,
        int cores,
        int memory,
        int swap,
        String user,
        Path key,
        Optional<String> hostKey,
        Duration patience,
        Duration pollInterval) {

    private static final Set<String> KEYS = Set.of(
            "endpoints",
            "token",
            "user",
            "password",
            "ca",
            "fingerprint",
            "insecure-accept-any-certificate",
            "node",
            "template",
            "vmid-range",
            "pool",
            "storage",
            "clone",
            "bridge",
            "vlan",
            "tags",
            "cores",
            "memory",
            "swap",
            "ssh-user",
            "ssh-key",
            "host-key",
            "address-timeout",
            "poll-interval");

    /** Copies. */
    Settings {
        endpoints = List.copyOf(endpoints);
        tags = List.copyOf(tags);
    }

    static Settings of(ProviderConfig config) {
        config.requireOnly(KEYS);
        String[] range = matching(config, "vmid-range", "10000-19999", "[1-9][0-9]{2,8}-[1-9][0-9]{2,8}")
                .split("-");
        int first = Integer.parseInt(range[0]);
        int last = Integer.parseInt(range[1]);
        if (first > last) {
            throw config.invalid("vmid-range", "must be FIRST-LAST, not \"" + first + "-" + last + "\"");
        }
        return new Settings(
                endpoints(config),
                Credentials.of(config),
                Trust.of(config),
                optional(config, "node", "[A-Za-z0-9-]+"),
                config.integer("template", 150, 100, 999_999_999),
                first,
                last,
                optional(config, "pool", "[A-Za-z0-9._/-]+"),
                optional(config, "storage", "[A-Za-z][A-Za-z0-9._-]*"),
                Optional.of(matching(config, "clone", "auto", "auto|linked|full"))
                        .filter(word -> !word.equals("auto"))
                        .map("full"::equals),
                optional(config, "bridge", "[A-Za-z0-9._-]+"),
                config.setting("vlan").isPresent()
                        ? OptionalInt.of(config.integer("vlan", 1, 1, 4094))
                        : OptionalInt.empty(),
                list(config, "tags", "[a-z0-9_][a-z0-9_+.-]*"),
                config.integer("cores", 2, 1, 8192),
                config.integer("memory", 2048, 64, 1 << 22),
                config.integer("swap", 512, 0, 1 << 22),
                matching(config, "ssh-user", "session", "[a-z_][a-z0-9_-]{0,31}"),
                file(config, "ssh-key", config.required("ssh-key")),
                optional(config, "host-key", "SHA256:[A-Za-z0-9+/]{43}"),
                Duration.ofSeconds(config.integer("address-timeout", 60, 5, 600)),
                Duration.ofMillis(config.integer("poll-interval", 1000, 50, 60_000)));
    }

    /** Where a relative path leads depends on who starts the hub: a service starts it at the root. */
    static Path file(ProviderConfig config, String key, String text) {
        try {
            Path path = Path.of(text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw config.invalid(key, "must be an absolute path, not \"" + text + "\"");
    }

    private static List<URI> endpoints(ProviderConfig config) {
        List<URI> endpoints = new ArrayList<>();
        for (String text : config.required("endpoints").strip().split("\\s*,\\s*")) {
            try {
                URI uri = new URI(text);
                if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
                    throw config.invalid("endpoints", "must be https://HOST:8006, not \"" + text + "\"");
                }
                endpoints.add(uri);
            } catch (URISyntaxException _) {
                throw config.invalid("endpoints", "must be https://HOST:8006, not \"" + text + "\"");
            }
        }
        return endpoints;
    }

    private static Optional<String> optional(ProviderConfig config, String key, String grammar) {
        config.setting(key).filter(value -> !value.matches(grammar)).ifPresent(value -> {
            throw config.invalid(key, "must match " + grammar + ", not \"" + value + "\"");
        });
        return config.setting(key);
    }

    private static String matching(ProviderConfig config, String key, String usual, String grammar) {
        return optional(config, key, grammar).orElse(usual);
    }

    private static List<String> list(ProviderConfig config, String key, String grammar) {
        return optional(config, key, grammar + "(\\s*,\\s*" + grammar + ")*")
                .map(text -> List.of(text.split("\\s*,\\s*")))
                .orElse(List.of());
    }

    /** Who the hub is to the cluster. */
    sealed interface Credentials {

        /** An API token as it stands in a header. */
        record ApiToken(Secret value) implements Credentials {}

        /** A user, whose ticket is renewed before it is too old. */
        record Login(String user, Secret password) implements Credentials {}

        private static Credentials of(ProviderConfig config) {
            Optional<String> token = config.setting("token");
            if (token.isPresent()) {
                if (!token.get().matches("[^@\\s]+@[^!\\s]+![^=\\s]+=[0-9a-fA-F-]{36}")) {
                    throw config.invalid("token", "must be USER@REALM!NAME=SECRET");
                }
                return new ApiToken(Secret.of(token.get()));
            }
            if (config.setting("user").isEmpty() || config.setting("password").isEmpty()) {
                throw config.invalid("token", "is required (or user and password)");
            }
            return new Login(config.required("user"), Secret.of(config.required("password")));
        }
    }
}
