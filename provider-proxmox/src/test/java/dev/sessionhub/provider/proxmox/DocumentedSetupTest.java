package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.console.ExampleCluster;
import dev.sessionhub.spi.ProviderHealth;
import dev.sessionhub.spi.ProviderHealth.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The commands of docs/proxmox.md, typed as they stand there, give the hub what it needs on a cluster that knows nobody. */
class DocumentedSetupTest extends InMemoryCluster {

    private static final String NOTE = "#!/bin/sh\nfor word in \"${0##*/}\" \"$@\"; do printf '%s\\t' \"$word\"; done"
            + " >>\"$CALLS\"; echo >>\"$CALLS\"\n";

    private final List<String> page = page();

    private static List<String> page() {
        try {
            return Files.readAllLines(Path.of(System.getProperty("hub.root"), "docs/proxmox.md"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void its_commands_on_the_node_are_enough_for_doctor_and_for_a_guest() throws Exception {
        forgetEverybody();
        typed(commands()).forEach(this::obey);
        try (ProxmoxProvider provider = open(settings())) {
            ProviderHealth health = provider.health();
            assertThat(health.status()).as(health.summary()).isEqualTo(Status.UP);
            assertThat(health.summary()).contains("every privilege needed").doesNotContain("missing");
            var handle = provider.create(spec());
            provider.remove(handle);
            assertThat(cluster().guests()).hasSize(1);
        }
    }

    private void forgetEverybody() {
        Access access = cluster().access();
        for (String path : List.of("/vms/150", "/pool/hub", "/storage/local-lvm", "/sdn/zones/localnetwork")) {
            Set.of("hub@pve", ExampleCluster.TOKEN_ID).forEach(who -> access.forbid(path, who));
        }
        access.revoke(ExampleCluster.TOKEN_ID);
        access.pools().clear();
        List.of("Template", "Guests", "Storage", "Network").forEach(role -> access.role(role, Set.of()));
    }

    private List<String> commands() {
        List<String> commands = page.stream()
                .filter(line -> line.startsWith("    pve") || line.startsWith("    for who in"))
                .map(String::strip)
                .toList();
        assertThat(commands).hasSize(5);
        return commands;
    }

    /** What a shell that somebody types into, and that knows its history, makes of them. */
    private List<List<String>> typed(List<String> commands) throws IOException, InterruptedException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String name : List.of("pveum", "pvesh")) {
            Files.setPosixFilePermissions(
                    Files.writeString(bin.resolve(name), NOTE), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Path calls = folder.resolve("calls");
        ProcessBuilder shell = new ProcessBuilder("bash", "--norc", "--noprofile", "-o", "history", "-o", "histexpand");
        shell.environment().put("PATH", bin + ":" + System.getenv("PATH"));
        shell.environment().put("CALLS", calls.toString());
        Process process = shell.redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write((String.join("\n", commands) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(process.waitFor()).isZero();
        return Files.readAllLines(calls).stream()
                .map(line -> List.of(line.strip().split("\t")))
                .toList();
    }

    private void obey(List<String> words) {
        Access access = cluster().access();
        Map<String, String> options = new HashMap<>();
        int first =
                (int) words.stream().takeWhile(word -> !word.startsWith("--")).count();
        for (int i = first; i < words.size(); i += 2) {
            options.put(words.get(i), words.get(i + 1));
        }
        String last = words.get(first - 1);
        switch (String.join(" ", words.subList(0, 3))) {
            case "pvesh create /pools" -> access.pools().put(options.get("--poolid"), new Access.Pool());
            case "pveum role add" ->
                access.role(last, Set.of(options.getOrDefault("--privs", "").split("[ ,]+")));
            case "pveum user add" -> access.user(last, "");
            case "pveum user token" ->
                access.token(
                        words.get(4) + "!" + last,
                        new Access.Token(secret(), "1".equals(options.get("--privsep")), false));
            case "pveum acl modify" ->
                access.allow(new Access.Entry(
                        last,
                        options.getOrDefault("--users", options.getOrDefault("--tokens", "")),
                        options.getOrDefault("--roles", ""),
                        true));
            default -> throw new AssertionError("no command of Proxmox VE that this test knows: " + words);
        }
    }

    private static String secret() {
        return ExampleCluster.TOKEN.substring(ExampleCluster.TOKEN.indexOf('=') + 1);
    }

    /** The page's own, but for where the simulator is and its files are. */
    private Map<String, String> settings() {
        String prefix = "    hub.provider.pve.";
        Map<String, String> settings = new TreeMap<>();
        page.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()).split(" = "))
                .forEach(pair -> settings.put(pair[0], pair[1]));
        assertThat(settings).containsKeys("type", "endpoints", "ca", "pool", "ssh-key");
        assertThat(List.of("ca", "ssh-key"))
                .allMatch(key -> Path.of(settings.get(key)).isAbsolute());
        List.of("type", "endpoints", "ca", "ssh-key").forEach(settings::remove);
        return settings;
    }
}
