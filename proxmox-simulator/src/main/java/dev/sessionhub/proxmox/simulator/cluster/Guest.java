package dev.sessionhub.proxmox.simulator.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A container with its configuration. */
public final class Guest {

    private final int id;
    private final String node;
    private final Map<String, String> config = new LinkedHashMap<>();
    private final Map<String, String> pending = new LinkedHashMap<>();
    private final List<Snapshot> snapshots = new ArrayList<>();
    private Optional<Map<String, Object>> statistics = Optional.empty();
    private long startedAt;

    /** A container with the options it has. */
    public Guest(int id, String node, Map<String, String> config) {
        this.id = id;
        this.node = node;
        this.config.putAll(config);
    }

    /**
     * A state to go back to.
     *
     * @param name its name
     * @param time when, in seconds
     * @param config the options it had
     */
    public record Snapshot(String name, long time, Map<String, String> config) {}

    /** Its VMID. */
    public int id() {
        return id;
    }

    /** Where it lives. */
    public String node() {
        return node;
    }

    /** Its options as they are in the file. */
    public Map<String, String> config() {
        return config;
    }

    /** Options that count from the next start. */
    public Map<String, String> pending() {
        return pending;
    }

    /** Its snapshots, oldest first. */
    public List<Snapshot> snapshots() {
        return snapshots;
    }

    /** An option. */
    public Optional<String> option(String name) {
        return Optional.ofNullable(config.get(name));
    }

    /** A number among its options. */
    public long number(String name, long absent) {
        return option(name).map(Long::parseLong).orElse(absent);
    }

    /** What pvestatd told about it last. */
    public Optional<Map<String, Object>> statistics() {
        return statistics;
    }

    /** Takes what pvestatd tells about it. */
    public void statistics(Map<String, Object> told) {
        statistics = Optional.of(Map.copyOf(told));
    }

    /** When it was started, in milliseconds. */
    public long startedAt() {
        return startedAt;
    }

    /** Notes that it was started, and applies what was pending. */
    public void started(long now) {
        startedAt = now;
        config.putAll(pending);
        pending.clear();
    }

    /** Whether clones come from it. */
    public boolean isTemplate() {
        return number("template", 0) == 1;
    }

    /** The storage of its root volume. */
    public String storage() {
        String rootfs = option("rootfs").orElse("local:none");
        return rootfs.substring(0, rootfs.indexOf(':'));
    }

    /** Its root volume as {@code storage:name}. */
    public String volume() {
        return option("rootfs").orElse("").split(",")[0];
    }

    /** The size of its root volume in bytes; 4 GiB if it has none yet. */
    public long size() {
        for (String part : option("rootfs").orElse("").split(",")) {
            if (part.startsWith("size=")) {
                return bytes(part.substring("size=".length()));
            }
        }
        return 4L << 30;
    }

    /** The bytes of a size as {@code 16G}. */
    public static long bytes(String size) {
        int shift = 10 * (1 + "KMGT".indexOf(size.charAt(size.length() - 1)));
        String digits = shift == 0 ? size : size.substring(0, size.length() - 1);
        return (long) (Double.parseDouble(digits) * (1L << shift));
    }

    /** The digest of its options. */
    public String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest(config.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
