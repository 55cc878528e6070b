package dev.sessionhub.provider.proxmox;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at guests. One that reboots is stopped for a moment, whoever told it to: a guest that the hub has started and
 * not stopped is given some seconds to come back before it is said to be stopped.
 */
final class Sight {

    static final Duration REBOOT = Duration.ofSeconds(8);

    private final Guests guests;
    private final Duration reboot;
    private final Set<UUID> resting = ConcurrentHashMap.newKeySet();

    Sight(Guests guests, Duration reboot) {
        this.guests = guests;
        this.reboot = reboot;
    }

    /**
     * A guest as it is once it has settled.
     *
     * @param connected whether the hub has a connection to it that is not known to be broken
     */
    Optional<Guests.Found> look(String what, UUID session, boolean connected) throws InterruptedException {
        Optional<Guests.Found> found = guests.find(what, session);
        if (!isRunning(found) && mayComeBack(what, session, found, connected)) {
            long begin = System.nanoTime();
            while (!isRunning(found) && System.nanoTime() - begin < reboot.toNanos()) {
                guests.pause();
                found = found.isPresent() ? guests.again(what, found.get()) : guests.find(what, session);
            }
        }
        if (isRunning(found)) {
            resting.remove(session);
        } else {
            resting.add(session);
        }
        return found;
    }

    private boolean mayComeBack(String what, UUID session, Optional<Guests.Found> found, boolean connected)
            throws InterruptedException {
        if (resting.contains(session)) {
            return false;
        }
        return found.isEmpty()
                ? connected
                : Lenient.text(guests.config(what, found.get().guest()), "onboot")
                        .equals("1");
    }

    private static boolean isRunning(Optional<Guests.Found> found) {
        return found.filter(Guests.Found::runs).isPresent();
    }

    /** It was started: from now on it runs until it is stopped. */
    void started(UUID session) {
        resting.remove(session);
    }

    /** What the hub does to a guest at its start, and undoes when it stops it. */
    static Map<String, String> bootsWithNode(boolean does) {
        return Map.of("onboot", does ? "1" : "0");
    }
}
