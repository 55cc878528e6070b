package dev.sessionhub.proxmox.simulator.console;

import dev.sessionhub.proxmox.simulator.ProxmoxSimulator;
import dev.sessionhub.proxmox.simulator.guests.LxcHost;
import dev.sessionhub.proxmox.simulator.http.Identity;
import jakarta.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a cluster on LXC guests of this machine, as root, until its standard input ends or it is told to end:
 * {@code ROOT-FILE-SYSTEM FOLDER NETWORK}. The guests' network is 10.NETWORK.0.0/24. The first line it prints says where
 * it is; then it answers each line that it reads by one.
 */
public final class Main {

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
                    "usage: ROOT-FILE-SYSTEM FOLDER NETWORK, and commands on standard input: " + Console.HELP);
            System.exit(2);
        }
        String missing = LxcHost.missing().orElse("");
        if (!missing.isEmpty()) {
            System.err.println("proxmox-simulator: " + missing);
            System.exit(1);
        }
        Path folder = Files.createDirectories(Path.of(arguments[1]));
        int network = Integer.parseInt(arguments[2]);
        Identity identity = Identity.make(folder);
        Path ca = Files.writeString(folder.resolve("ca.pem"), identity.pem());
        LxcHost host = LxcHost.open(Path.of(arguments[0]), folder.resolve("guests"), network);
        Runtime.getRuntime().addShutdownHook(new Thread(host::close, "clean-up"));
        try (host;
                ProxmoxSimulator simulator = ProxmoxSimulator.start(ExampleCluster.on(host), identity)) {
            simulator.cluster().node("pve2", true);
            System.out.println(Json.createObjectBuilder()
                    .add("url", simulator.url())
                    .add("ca", ca.toString())
                    .add("token", ExampleCluster.TOKEN)
                    .add("gateway", host.gateway())
                    .build());
            Console console = new Console(simulator, host);
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(console.answer(line));
            }
        }
    }
}
