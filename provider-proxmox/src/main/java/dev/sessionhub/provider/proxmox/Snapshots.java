package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;

/**
 * A snapshot of a guest before a step that writes over what is in it. It is removed when the step has succeeded; after a
 * failure it stays until the step has succeeded, and no second one is taken. Where there can be none, the step is taken
 * without.
 */
final class Snapshots {

    static final String NAME = "hub-before-files";

    private static final Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Guests guests;

    Snapshots(Guests guests) {
        this.guests = guests;
    }

    /** Takes the step. */
    void around(String what, Guest guest, Runnable step) throws InterruptedException {
        boolean there = tried(what, guest, () -> isThere(guest) || take(what, guest));
        boolean done = false;
        try {
            step.run();
            done = true;
        } finally {
            if (!done && there) {
                LOG.log(
                        Level.WARNING,
                        "{0}: how guest {1} was before is its snapshot {2}: pct rollback {1} {2}",
                        what,
                        String.valueOf(guest.id()),
                        NAME);
            }
        }
        if (there) {
            tried(what, guest, () -> remove(what, guest));
        }
    }

    @FunctionalInterface
    private interface Attempt {
        boolean run() throws InterruptedException;
    }

    private static boolean tried(String what, Guest guest, Attempt attempt) throws InterruptedException {
        try {
            return attempt.run();
        } catch (ApiFailure failure) {
            return without(what, guest, failure);
        } catch (ProviderException failure) {
            if (failure.code() == Code.CANCELLED) {
                throw failure;
            }
            return without(what, guest, failure);
        }
    }

    private static boolean without(String what, Guest guest, RuntimeException failure) {
        LOG.log(
                Level.INFO,
                "{0} goes on although the snapshot {1} of guest {2} is not as it should be: {3}",
                what,
                NAME,
                String.valueOf(guest.id()),
                failure.getMessage());
        return false;
    }

    private boolean isThere(Guest guest) throws InterruptedException {
        return Lenient.objects(guests.api().get(guest.path() + "/snapshot", Map.of())).stream()
                .anyMatch(one -> Lenient.text(one, "name").equals(NAME));
    }

    private boolean take(String what, Guest guest) throws InterruptedException {
        String can = Lenient.text(
                Lenient.object(guests.api().get(guest.path() + "/feature", Map.of("feature", "snapshot"))),
                "hasFeature");
        if (!can.equals("1") && !can.equals("true")) {
            LOG.log(Level.DEBUG, "{0}: the storage of guest {1} makes no snapshots", what, String.valueOf(guest.id()));
            return false;
        }
        Map<String, String> parameters =
                Map.of("snapname", NAME, "description", "taken by Session Hub before it writes files");
        run(what, "POST", guest.path() + "/snapshot", parameters);
        return true;
    }

    private boolean remove(String what, Guest guest) throws InterruptedException {
        run(what, "DELETE", guest.path() + "/snapshot/" + NAME, Map.of());
        return true;
    }

    private void run(String what, String method, String path, Map<String, String> parameters)
            throws InterruptedException {
        String upid = Lenient.text(guests.api().call(method, path, parameters, ApiClient.USUAL));
        guests.tasks().await(what, upid, LONGEST);
    }
}
