package dev.sessionhub.proxmox.simulator.console;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator;
import dev.sessionhub.proxmox.simulator.guests.GuestHost;
import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import dev.sessionhub.proxmox.simulator.guests.MemoryHost;
import dev.sessionhub.proxmox.simulator.http.Identity;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Runs a cluster on LXC guests of this machine, as root, until its standard input ends or it is told to end:
 * {@code ROOT-FILE-SYSTEM FOLDER NETWORK}. The guests' network is 10.NETWORK.0.0/24. Where there can be no such guests,
 * or with {@code memory} for the file system, guests are entries in memory, and it says so. The first line it prints
 * says where it is; then it answers each line that it reads by one.
 */
public final class Main {

    private static final String MEMORY = "memory";

    private Main() {}

    /**
     * Runs it.
     *
     * @param arguments see above
     * @throws IOException if something cannot be made
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length != 3) {
            System.err.println(
                    "usage: ROOT-FILE-SYSTEM|memory FOLDER NETWORK, and commands on standard input: " + Console.HELP);
            System.exit(2);
        }
        boolean asked = arguments[0].equals(MEMORY);
        Optional<String> missing = asked ? Optional.of("as asked for") : LxcHost.missing();
        missing.ifPresent(why -> System.err.println("proxmox-simulator: guests are in memory only: " + why));
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int network = Integer.parseInt(arguments[2]);
        Identity identity = Identity.make(folder);
        Path ca = Files.writeString(folder.resolve("ca.pem"), identity.pem());
        Optional<LxcHost> real = missing.isPresent()
                ? Optional.empty()
                : Optional.of(LxcHost.open(Path.of(arguments[0]), folder.resolve("guests"), network));
        GuestHost host = real.isPresent() ? real.get() : new MemoryHost();
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "clean-up"));
        try (host;
                ProxmoxSimulator simulator = ProxmoxSimulator.start(ExampleCluster.on(host), identity)) {
            simulator.cluster().node("pve2", true);
            JsonObjectBuilder facts = Json.createObjectBuilder()
                    .add("url", simulator.url())
                    .add("ca", ca.toString())
                    .add("token", ExampleCluster.TOKEN)
                    .add("guests", real.isPresent() ? "lxc" : MEMORY);
            real.ifPresent(lxc -> facts.add("gateway", lxc.gateway()));
            System.out.println(facts.build());
            Console console = new Console(simulator, host, real);
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(console.answer(line));
            }
        }
    }
}
