package dev.sessionhub.launcher.config;

import dev.sessionhub.launcher.database.DatabaseUrl;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What a value must be; the problem is the end of a sentence and never contains the value. */
enum Check {
    ANY("must not contain a zero character", value -> value.indexOf('\0') < 0),
    ONE_LINE("must be one line", value -> value.lines().count() <= 1),
    KEY("must have at least 32 characters", value -> value.length() >= 32),
    PASSWORD(
            "must have 8 characters or more and at most 72 bytes",
            value -> value.length() >= 8 && value.getBytes(StandardCharsets.UTF_8).length <= 72),
    PORT("must be a whole number from 0 (any free port) to 65535", value -> within(value, 0, 65535)),
    HISTORY("must be a whole number of lines from 100 to 1000000", value -> within(value, 100, 1_000_000)),
    NAME("must match [a-z][a-z0-9-]{0,31}", value -> value.matches("[a-z][a-z0-9-]{0,31}")),
    ADDRESS("must be an address of this machine, as 127.0.0.1 or 0.0.0.0", Check::isAddress),
    ORIGINS("must be origins separated by commas, as https://hub.example.org", Check::areOrigins),
    NETWORKS("must be addresses or networks separated by commas, as 127.0.0.1, 10.0.0.0/8", Check::areNetworks),
    DURATION("must be a positive ISO-8601 duration, as P7D or PT12H", Check::isDuration),
    REPOSITORY("must be the folder of a Git repository", Check::isRepository),
    FOLDER("must be a folder that is there", Check::isFolder),
    DATABASE(value -> value.equals("embedded") ? Optional.empty() : DatabaseUrl.problem(value));

    private final Function<String, Optional<String>> rule;

    Check(Function<String, Optional<String>> rule) {
        this.rule = rule;
    }

    Check(String problem, Predicate<String> accepts) {
        this(value -> accepts.test(value) ? Optional.empty() : Optional.of(problem));
    }

    Optional<String> problem(String value) {
        return rule.apply(value);
    }

    private static boolean within(String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            return number >= least && number <= most;
        } catch (NumberFormatException _) {
            return false;
        }
    }

    private static boolean isAddress(String value) {
        try {
            return !InetAddress.getByName(value).isMulticastAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }

    private static boolean areOrigins(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).allMatch(Check::isOrigin);
    }

    private static boolean isOrigin(String value) {
        try {
            URI uri = URI.create(value);
            String authority = uri.getRawAuthority();
            return authority != null && value.matches("https?://.+") && value.endsWith(authority);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean areNetworks(String value) {
        return Arrays.stream(value.split(",")).map(String::strip).allMatch(Check::isNetwork);
    }

    private static boolean isNetwork(String value) {
        String[] parts = value.split("/", 2);
        try {
            int bits = InetAddress.ofLiteral(parts[0]).getAddress().length * Byte.SIZE;
            return parts.length == 1 || within(parts[1], 0, bits);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    private static boolean isDuration(String value) {
        try {
            return Duration.parse(value).isPositive();
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static boolean isFolder(String value) {
        return value.indexOf('\0') < 0 && Files.isDirectory(Path.of(value));
    }

    private static boolean isRepository(String value) {
        Path folder = Path.of(value);
        return Files.exists(folder.resolve(".git")) || Files.isDirectory(folder.resolve("objects"));
    }
}
