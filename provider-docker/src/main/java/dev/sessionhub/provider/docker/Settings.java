package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.container.ResourceLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An instance's configuration.
 *
 * @param endpoint {@code endpoint}, {@code certificates}: where the engine is
 * @param image {@code image}: what sessions start from unless they ask otherwise; trusted, as the firewall's helper runs
 *     from it
 * @param pull {@code pull}: whether an image that is missing is fetched from its registry
 * @param recipe {@code build}, {@code base}: what an image that is missing is built from; empty if it is not
 * @param user {@code user}: {@code UID:GID} of sessions; absent means the hub's own, or 1000:1000 if that is root
 * @param memory {@code memory}: bytes a session gets unless it asks otherwise, as {@code 512m} or {@code 4g}
 * @param cpus {@code cpus}: processors a session gets unless it asks otherwise; absent means all
 * @param processes {@code processes}: processes and threads a session gets unless it asks otherwise
 * @param temporary {@code temporary}: most bytes in /tmp, part of the session's memory
 * @param readOnlyRoot {@code read-only-root}: whether the image's files cannot be written; an image with the label
 *     {@code dev.sessionhub.writable-root} is excepted
 * @param restart {@code restart}: whether the engine itself starts sessions again after its machine was restarted; by
 *     default the hub does, in small batches
 * @param firewall {@code firewall}: {@code managed}, or {@code external} if the administrator filters by other means
 * @param allowed {@code allowed-networks}: private networks that sessions with INTERNET reach nevertheless
 */
record Settings(
        Endpoint endpoint,
        String image,
        boolean pull,
        Optional<Recipe> recipe,
        Optional<SessionUser> user,
        long memory,
        OptionalDouble cpus,
        long processes,
        long temporary,
        boolean readOnlyRoot,
        boolean restart,
        boolean firewall,
        List<String> allowed) {

    static final String DEFAULT_IMAGE = "session-hub/claude-instance";

    private static final String OWN_RECIPE = "claude-instance";

    private static final Set<String> KEYS = Set.of(
            "endpoint",
            "certificates",
            "image",
            "pull",
            "build",
            "base",
            "user",
            "memory",
            "cpus",
            "processes",
            "temporary",
            "read-only-root",
            "restart",
            "firewall",
            "allowed-networks");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([kmg]?)");
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern NETWORK = Pattern.compile(OCTET + "(\\." + OCTET + "){3}/(3[0-2]|[12]?[0-9])");
    private static final Pattern CPUS = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,3})?");

    /** Copies. */
    Settings {
        allowed = List.copyOf(allowed);
    }

    static Settings of(ProviderConfig config) {
        config.requireOnly(KEYS);
        return new Settings(
                Endpoint.of(config),
                image(config),
                choice(config, "pull", "never", "missing").equals("missing"),
                recipe(config),
                config.setting("user").map(text -> SessionUser.parse(config, text)),
                size(config, "memory", "4g", 16L << 20),
                cpus(config),
                config.integer("processes", 2048, 16, 1 << 22),
                size(config, "temporary", "1g", 1L << 20),
                choice(config, "read-only-root", "true", "false").equals("true"),
                choice(config, "restart", "hub", "engine").equals("engine"),
                choice(config, "firewall", "managed", "external").equals("managed"),
                networks(config));
    }

    /** What an environment gets that asks for some bounds. */
    ResourceLimits bounds(ResourceLimits asked) {
        return new ResourceLimits(
                OptionalLong.of(asked.memoryBytes().orElse(memory)),
                asked.cpus().isPresent() ? asked.cpus() : cpus,
                OptionalLong.of(asked.processes().orElse(processes)));
    }

    private static String image(ProviderConfig config) {
        return reference(config, "image").orElse(DEFAULT_IMAGE);
    }

    private static Optional<String> reference(ProviderConfig config, String key) {
        Optional<String> image = config.setting(key);
        if (image.isPresent() && !Images.isReference(image.get())) {
            throw config.invalid(key, "must name an image as in REPOSITORY:TAG, not \"" + image.get() + "\"");
        }
        return image;
    }

    /** An image with a name of its own is hardly the one that comes with this provider. */
    private static Optional<Recipe> recipe(ProviderConfig config) {
        String image = image(config);
        String build = config.setting("build").orElse(image.equals(DEFAULT_IMAGE) ? OWN_RECIPE : "never");
        boolean folder = build.startsWith("/");
        if (!folder && !build.equals(OWN_RECIPE) && !build.equals("never")) {
            throw config.invalid(
                    "build",
                    "must be " + OWN_RECIPE + ", never, or the absolute path of a folder with a Dockerfile, not \""
                            + build + "\"");
        }
        Optional<String> base = reference(config, "base");
        return build.equals("never")
                ? Optional.empty()
                : Optional.of(new Recipe(image, Optional.of(Path.of(build)).filter(_ -> folder), base));
    }

    private static String choice(ProviderConfig config, String key, String usual, String other) {
        String value = config.setting(key).orElse(usual);
        if (!value.equals(usual) && !value.equals(other)) {
            throw config.invalid(key, "must be " + usual + " or " + other + ", not \"" + value + "\"");
        }
        return value;
    }

    private static long size(ProviderConfig config, String key, String usual, long least) {
        String text = config.setting(key).orElse(usual);
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw config.invalid(key, "must be a size as 512m or 4g, not \"" + text + "\"");
        }
        int shift = 10 * " kmg".indexOf(matcher.group(2).isEmpty() ? " " : matcher.group(2));
        long value = Long.parseLong(matcher.group(1)) << shift;
        if (value < least || value > 1L << 50) {
            throw config.invalid(key, "must be between " + least + " bytes and 1 PiB, not \"" + text + "\"");
        }
        return value;
    }

    private static OptionalDouble cpus(ProviderConfig config) {
        Optional<String> text = config.setting("cpus");
        if (text.isEmpty()) {
            return OptionalDouble.empty();
        }
        double value = CPUS.matcher(text.get()).matches() ? Double.parseDouble(text.get()) : 0;
        if (value < 0.05) {
            throw config.invalid("cpus", "must be a number from 0.05, not \"" + text.get() + "\"");
        }
        return OptionalDouble.of(value);
    }

    private static List<String> networks(ProviderConfig config) {
        List<String> networks = config.setting("allowed-networks")
                .map(text -> List.of(text.strip().split("\\s*,\\s*")))
                .orElse(List.of());
        for (String network : networks) {
            if (!NETWORK.matcher(network).matches()) {
                throw config.invalid(
                        "allowed-networks", "must be IPv4 networks as 10.1.0.0/16, not \"" + network + "\"");
            }
        }
        return networks;
    }
}
