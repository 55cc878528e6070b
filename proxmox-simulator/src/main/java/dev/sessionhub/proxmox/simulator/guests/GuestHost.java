package dev.sessionhub.proxmox.simulator.guests;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Carries out what the API decides; every call may block. */
public interface GuestHost extends AutoCloseable {

    /**
     * A network interface inside a guest.
     *
     * @param name as eth0
     * @param hardware its address, lower case
     * @param addresses with prefix, IPv4 and IPv6
     */
    record Interface(String name, String hardware, List<String> addresses) {

        /** Copies. */
        public Interface {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What a running guest uses.
     *
     * @param pid its first process on the host
     * @param memory bytes in use
     * @param cpu share of its processors
     */
    record Measured(int pid, long memory, double cpu) {}

    /** Makes a guest's files from another's. */
    void clone(int source, int target) throws IOException, InterruptedException;

    /** Removes a guest's files. */
    void destroy(int id) throws IOException, InterruptedException;

    /** Keeps a guest's files as they are now, under a name. */
    void keep(int id, String name) throws IOException, InterruptedException;

    /** Gives a guest that does not run the files it had when they were kept under a name. */
    void giveBack(int id, String name) throws IOException, InterruptedException;

    /** Lets go of what was kept under a name. */
    void letGo(int id, String name) throws IOException, InterruptedException;

    /** Starts a guest with its options. */
    void start(int id, Map<String, String> config) throws IOException, InterruptedException;

    /** Applies options to a running guest. */
    void apply(int id, Map<String, String> config) throws IOException, InterruptedException;

    /** Kills a guest. */
    void stop(int id) throws IOException, InterruptedException;

    /** Asks a guest to end; answers whether it did in time. */
    boolean shutdown(int id, Duration limit) throws IOException, InterruptedException;

    /** Whether a guest runs, and what it uses. */
    Optional<Measured> measure(int id);

    /** A running guest's interfaces. */
    List<Interface> interfaces(int id) throws IOException, InterruptedException;

    /** Ends and removes everything it made. */
    @Override
    void close();
}
