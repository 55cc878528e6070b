package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;

/** Makes guests, whole or not at all. Clones of one template take turns: the cluster refuses a second one at once. */
final class Creation {

    private static final Logger LOG = System.getLogger(Creation.class.getName());
    private static final Map<String, ReentrantLock> TEMPLATES = new ConcurrentHashMap<>();
    private static final Duration LOCKED = Duration.ofSeconds(60);
    private static final Duration HAPPENING = Duration.ofMinutes(2);
    private static final int DRAWS = 120;

    private final Guests guests;
    private final Settings settings;
    private final Identity identity;
    private final SessionFiles files;
    private final Placement placement;

    Creation(Guests guests, Settings settings, Identity identity, SessionFiles files) {
        this.guests = guests;
        this.settings = settings;
        this.identity = identity;
        this.files = files;
        this.placement = new Placement(guests.api(), settings);
    }

    void create(String what, ContainerSpec spec) throws InterruptedException {
        requireSupported(what, spec);
        Guest template = template(what, spec);
        Optional<Guests.Found> known = guests.find(what, spec.sessionId());
        if (known.filter(Guests.Found::isMade).isPresent()) {
            throw new ProviderException(Code.ALREADY_EXISTS, what + " failed: it has one already");
        }
        boolean begun = known.isPresent() || files.isBegun(spec.sessionId());
        boolean made = false;
        try {
            files.make(
                    spec.sessionId(),
                    spec.environment(),
                    spec.secrets(),
                    spec.limits().processes());
            Guest guest = clone(what, spec, template, begun);
            configure(what, spec, guest);
            made = true;
        } catch (IOException failure) {
            throw new ProviderException(
                    Code.UNAVAILABLE, what + " failed on the hub's own disk: " + failure.getMessage(), failure);
        } finally {
            if (!made) {
                forget(spec.sessionId());
            }
        }
    }

    private static void requireSupported(String what, ContainerSpec spec) {
        if (!spec.mounts().isEmpty()) {
            throw new ProviderException(Code.UNSUPPORTED, what + " failed: a guest shares no files with the hub");
        }
        if (spec.network() != NetworkPolicy.HOST) {
            throw new ProviderException(
                    Code.UNSUPPORTED,
                    what + " failed: network " + spec.network()
                            + " is not kept here; the bridge decides what is reached");
        }
    }

    private Guest template(String what, ContainerSpec spec) throws InterruptedException {
        String image = spec.image().orElse(String.valueOf(settings.template()));
        if (!image.matches("[1-9][0-9]{2,8}")) {
            throw new ProviderException(
                    Code.INVALID_REQUEST, what + " failed: a template is named by its VMID, not \"" + image + "\"");
        }
        return guests.template(what, Integer.parseInt(image));
    }

    private Guest clone(String what, ContainerSpec spec, Guest template, boolean begun) throws InterruptedException {
        Placement.Place place = placement.of(what, template);
        ReentrantLock turn = turn(template);
        turn.lockInterruptibly();
        try {
            Optional<Guest> left = begun ? leftBehind(what, spec.sessionId(), template) : Optional.empty();
            for (long begin = System.nanoTime(); left.isEmpty() && !isOver(begin, LOCKED); ) {
                int id = freeId(what);
                left = clone(what, spec, template, place, id);
            }
            return left.orElseThrow(() -> new ProviderException(
                    Code.CONFLICT, what + " failed: template " + template.id() + " stays locked"));
        } finally {
            turn.unlock();
        }
    }

    private static ReentrantLock turn(Guest template) {
        return TEMPLATES.computeIfAbsent(template.path(), _ -> new ReentrantLock(true));
    }

    /**
     * What a hub that was killed had cloned for this session. A clone that still runs may be hidden from the hub until its
     * end, and locks its template until then.
     */
    private Optional<Guest> leftBehind(String what, UUID session, Guest template) throws InterruptedException {
        awaitUnlocked(what, template);
        Optional<Guest> found = guests.find(what, session).map(Guests.Found::guest);
        if (found.isPresent()) {
            LOG.log(
                    Level.INFO,
                    "{0}: goes on with guest {1}, which was cloned before",
                    what,
                    String.valueOf(found.get().id()));
            awaitUnlocked(what, found.get());
        }
        return found;
    }

    private void awaitUnlocked(String what, Guest guest) throws InterruptedException {
        long begin = System.nanoTime();
        while (guests.isLocked(what, guest)) {
            if (isOver(begin, LOCKED)) {
                throw new ProviderException(Code.CONFLICT, what + " failed: guest " + guest.id() + " stays locked");
            }
            guests.pause();
        }
    }

    private static boolean isOver(long begin, Duration limit) {
        return System.nanoTime() - begin > limit.toNanos();
    }

    /**
     * Says no while a guest that was wished for before may be on its way, and hidden. Answers whether to look again: one whose
     * clone has just ended was hidden when the guests were looked at, and is not any more.
     */
    boolean mayHaveCome(String what, Collection<UUID> seen) throws InterruptedException, IOException {
        if (seen.containsAll(files.begun())) {
            return false;
        }
        Guest template = guests.template(what, settings.template());
        if (turn(template).isLocked()) {
            return false;
        }
        if (guests.isLocked(what, template)) {
            throw new ProviderException(
                    Code.UNAVAILABLE,
                    what + " failed: template " + template.id() + " is being cloned, and the guest may be this hub's");
        }
        return true;
    }

    private int freeId(String what) throws InterruptedException {
        for (int draw = 0; draw < DRAWS; draw++) {
            int id = ThreadLocalRandom.current().nextInt(settings.firstId(), settings.lastId() + 1);
            try {
                var _ = guests.api().get("/cluster/nextid", Map.of("vmid", String.valueOf(id)));
                return id;
            } catch (ApiFailure failure) {
                if (failure.status() != 400) {
                    throw Failures.of(what, failure);
                }
            }
        }
        throw new ProviderException(
                Code.LIMIT_EXCEEDED,
                what + " failed: the VMIDs " + settings.firstId() + "-" + settings.lastId()
                        + " are taken; widen vmid-range or delete sessions");
    }

    /** Empty if another id or another moment is to be tried. */
    private Optional<Guest> clone(String what, ContainerSpec spec, Guest template, Placement.Place place, int id)
            throws InterruptedException {
        Guest guest = new Guest(place.node(), id);
        Optional<String> task = Optional.empty();
        boolean done = false;
        try {
            task = Optional.of(Lenient.text(guests.api()
                    .call("POST", template.path() + "/clone", parameters(spec, template, place, id), ApiClient.USUAL)));
            guests.tasks().await(what, task.get());
            done = true;
            return Optional.of(guest);
        } catch (ApiFailure failure) {
            if (!failure.isRefusal()) {
                done = hasHappened(what, guest, spec.sessionId());
                return done ? Optional.of(guest) : Optional.empty();
            }
            done = true;
            if (failure.text().contains("already exists")) {
                return Optional.empty();
            }
            if (failure.text().startsWith("CT is locked") || failure.text().contains("got timeout")) {
                guests.pause();
                return Optional.empty();
            }
            throw Failures.of(what, failure);
        } finally {
            if (!done) {
                undo(guest, task, spec.sessionId());
            }
        }
    }

    private Map<String, String> parameters(ContainerSpec spec, Guest template, Placement.Place place, int id) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("newid", String.valueOf(id));
        parameters.put("hostname", spec.name());
        parameters.put("description", identity.description(spec.sessionId()));
        settings.pool().ifPresent(pool -> parameters.put("pool", pool));
        if (!place.node().equals(template.node())) {
            parameters.put("target", place.node());
        }
        if (place.full()) {
            parameters.put("full", "1");
            settings.storage().ifPresent(storage -> parameters.put("storage", storage));
        }
        return parameters;
    }

    /** After an answer that was lost: whether the guest is there, whole and ours. */
    private boolean hasHappened(String what, Guest guest, UUID session) throws InterruptedException {
        LOG.log(
                Level.WARNING,
                "{0}: no answer to the clone to {1}; looking whether it was made",
                what,
                String.valueOf(guest.id()));
        for (long begin = System.nanoTime(); !isOver(begin, HAPPENING); ) {
            guests.pause();
            try {
                var _ = guests.api().get("/cluster/nextid", Map.of("vmid", String.valueOf(guest.id())));
                return false;
            } catch (ApiFailure failure) {
                if (failure.status() == 400 && isWhole(guest, session)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isWhole(Guest guest, UUID session) throws InterruptedException {
        try {
            JsonObject config = Lenient.object(guests.api().get(guest.path() + "/config", Map.of()));
            return isOurs(config, session) && !config.containsKey("lock");
        } catch (ApiFailure _) {
            return false;
        }
    }

    private boolean isOurs(JsonObject config, UUID session) {
        return Lenient.text(config, "description").strip().equals(identity.description(session));
    }

    private void configure(String what, ContainerSpec spec, Guest guest) throws InterruptedException {
        boolean done = false;
        try {
            guests.configure(what, guest, options(what, spec, guest));
            done = true;
        } finally {
            if (!done) {
                undo(guest, Optional.empty(), spec.sessionId());
            }
        }
    }

    private Map<String, String> options(String what, ContainerSpec spec, Guest guest) throws InterruptedException {
        Map<String, String> options = new LinkedHashMap<>();
        long memory = spec.limits().memoryBytes().isPresent()
                ? Math.max(16, spec.limits().memoryBytes().getAsLong() >> 20)
                : settings.memory();
        options.put("memory", String.valueOf(memory));
        options.put("swap", String.valueOf(spec.limits().memoryBytes().isPresent() ? 0 : settings.swap()));
        if (spec.limits().cpus().isPresent()) {
            double cpus = spec.limits().cpus().getAsDouble();
            options.put("cores", String.valueOf((int) Math.ceil(cpus)));
            options.put("cpulimit", String.valueOf(cpus));
        } else {
            options.put("cores", String.valueOf(settings.cores()));
        }
        options.put("tags", identity.tags(spec.sessionId(), settings.tags()));
        if (settings.bridge().isPresent() || settings.vlan().isPresent()) {
            options.put("net0", network(Lenient.text(guests.config(what, guest), "net0")));
        }
        return options;
    }

    private String network(String old) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String pair : old.split(",")) {
            int equals = pair.indexOf('=');
            parts.put(pair.substring(0, Math.max(0, equals)), pair.substring(equals + 1));
        }
        settings.bridge().ifPresent(bridge -> parts.put("bridge", bridge));
        settings.vlan().ifPresent(vlan -> parts.put("tag", String.valueOf(vlan)));
        StringBuilder text = new StringBuilder();
        parts.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : ",").append(name).append('=').append(value));
        return text.toString();
    }

    /** Takes back a clone that must not stay; also on an interrupted thread. */
    private void undo(Guest guest, Optional<String> task, UUID session) {
        boolean interrupted = Thread.interrupted();
        try {
            if (task.isPresent()) {
                abort(task.get());
            }
            JsonObject config = Lenient.object(guests.api().get(guest.path() + "/config", Map.of()));
            if (isOurs(config, session)) {
                guests.destroy("taking back guest " + guest.id(), guest);
            }
        } catch (ApiFailure failure) {
            if (!failure.isGone()) {
                LOG.log(
                        Level.WARNING,
                        "guest {0} may be left behind: {1}",
                        String.valueOf(guest.id()),
                        failure.getMessage());
            }
        } catch (ProviderException failure) {
            LOG.log(
                    Level.WARNING,
                    "guest {0} may be left behind: {1}",
                    String.valueOf(guest.id()),
                    failure.getMessage());
        } catch (InterruptedException _) {
            interrupted = true;
            LOG.log(Level.WARNING, "guest {0} may be left behind: interrupted", String.valueOf(guest.id()));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void abort(String task) throws InterruptedException {
        try {
            guests.tasks().abort(task);
        } catch (ApiFailure _) {
            // It may have ended already, or Sys.Modify is missing: then it is waited for.
            String exit = guests.tasks().exit("waiting for a clone that is not wanted any more", task);
            LOG.log(Level.DEBUG, "an unwanted clone ended with {0}", exit);
        }
    }

    private void forget(UUID session) {
        try {
            files.remove(session);
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "files of session {0} are left: {1}", session, failure.getMessage());
        }
    }
}
