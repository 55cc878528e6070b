package dev.sessionhub.proxmox.simulator.schema;

import java.util.List;
import java.util.Optional;

/** The named formats that matter here; one that is not known lets everything pass. */
final class Formats {

    private Formats() {}

    static Optional<String> error(String format, String value) {
        if (format.endsWith("-list")) {
            return List.of(value.split("[\\s,;]+")).stream()
                    .flatMap(item -> error(format.substring(0, format.length() - 5), item).stream())
                    .findFirst();
        }
        return switch (format) {
            case "pve-vmid" -> unless(value.matches("[1-9][0-9]{2,8}"), "value does not look like a valid VM ID");
            case "pve-node" ->
                unless(
                        value.matches("(?i)[a-z0-9]([a-z0-9-]*[a-z0-9])?"),
                        "value does not look like a valid node name");
            case "dns-name" ->
                unless(
                        value.matches("(?i)([a-z0-9]([a-z0-9-]*[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"),
                        "value does not look like a valid DNS name");
            case "pve-configid" ->
                unless(value.matches("(?i)[a-z][a-z0-9_-]+"), "invalid configuration ID '" + value + "'");
            case "pve-tag" -> unless(value.matches("(?i)[a-z0-9_][a-z0-9_+.-]*"), "invalid characters in tag");
            case "pve-storage-id" ->
                unless(
                        value.matches("(?i)[a-z][a-z0-9_.-]*[a-z0-9]"),
                        "storage ID '" + value + "' contains illegal characters");
            case "pve-poolid" -> unless(value.matches("[A-Za-z0-9._/-]+"), "invalid pool ID '" + value + "'");
            case "mac-addr" ->
                unless(
                        value.matches("(?i)[a-f0-9][02468ace](:[a-f0-9]{2}){5}"),
                        "value does not look like a valid unicast MAC address");
            default -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fine, String text) {
        return fine ? Optional.empty() : Optional.of(text);
    }
}
