package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Finds guests and changes their state. */
final class Guests {

    private static final Logger LOG = System.getLogger(Guests.class.getName());

    private final ApiClient api;
    private final Tasks tasks;
    private final Pacer pacer;
    private final Settings settings;
    private final Identity identity;
    private final AwayNodes away;
    private final Listing listing;
    private final Set<Integer> strangers = ConcurrentHashMap.newKeySet();

    Guests(ApiClient api, Pacer pacer, Settings settings, Identity identity, LongSupplier nanos) {
        this.api = api;
        this.away = new AwayNodes(nanos);
        this.listing = new Listing(() -> resources("looking for guests"), identity, nanos);
        this.tasks = new Tasks(api, pacer);
        this.pacer = pacer;
        this.settings = settings;
        this.identity = identity;
    }

    /** A guest of this instance with what the cluster says about it now. */
    record Found(UUID session, Guest guest, JsonObject status) {

        boolean runs() {
            return Lenient.text(status, "status").equals("running");
        }

        /** Whether its making came to an end; a hub that was killed may have left it before. */
        boolean isMade() {
            return Identity.isTagged(Lenient.text(status, "tags"));
        }
    }

    ApiClient api() {
        return api;
    }

    Tasks tasks() {
        return tasks;
    }

    /** To be called before the same is asked again. */
    void pause() throws InterruptedException {
        pacer.pause();
    }

    /** Every guest anybody can see of the whole cluster. */
    List<JsonObject> resources(String what) throws InterruptedException {
        List<JsonObject> all = ask(what, "/cluster/resources", Map.of("type", "vm"));
        boolean sees = all.stream().anyMatch(one -> (int) Lenient.number(one, "vmid") == settings.template());
        if (!sees) {
            throw new ProviderException(
                    Code.UNAUTHORIZED,
                    what + " failed: the template " + settings.template()
                            + " is not to be seen, so guests may be hidden too; it does not exist, or VM.Audit is"
                            + " missing on /vms/" + settings.template());
        }
        return all;
    }

    /** A session's guest, wherever it is now. */
    Optional<Found> find(String what, UUID session) throws InterruptedException {
        if (away.isAny()) {
            Optional<Found> there = findByHint(what, session);
            if (there.isPresent()) {
                return there;
            }
        }
        for (JsonObject one : resources(what)) {
            if (session(one).filter(session::equals).isPresent()) {
                return status(what, session, Guest.of(one));
            }
        }
        return Optional.empty();
    }

    /** While a node is away, all of its sessions ask where they are, so one answer serves them all. */
    private Optional<Found> findByHint(String what, UUID session) throws InterruptedException {
        Optional<Guest> place = listing.place(session);
        return place.isEmpty()
                ? Optional.empty()
                : statusThere(what, session, place.get()).filter(this::isOurs);
    }

    /** The same guest again, as it is now. */
    Optional<Found> again(String what, Found before) throws InterruptedException {
        return status(what, before.session(), before.guest());
    }

    /** Every guest of this instance. */
    List<Found> list(String what) throws InterruptedException {
        Map<UUID, Guest> ours = new HashMap<>();
        List<JsonObject> all = resources(what);
        strangers.retainAll(all.stream().map(one -> Guest.of(one).id()).toList());
        for (JsonObject one : all) {
            session(one).ifPresent(session -> ours.put(session, Guest.of(one)));
        }
        Map<Integer, JsonObject> states = new HashMap<>();
        for (String node : ours.values().stream().map(Guest::node).distinct().toList()) {
            states(what, node, all).forEach(one -> states.put((int) Lenient.number(one, "vmid"), one));
        }
        List<Found> found = new ArrayList<>();
        ours.forEach((session, guest) -> Optional.ofNullable(states.get(guest.id()))
                .ifPresent(status -> found.add(new Found(session, guest, status))));
        return found;
    }

    /** Of a node that does not answer, what the cluster saw of its guests last: they are there, and do not run. */
    private List<JsonObject> states(String what, String node, List<JsonObject> all) throws InterruptedException {
        try {
            return Lenient.objects(away.ask(node, () -> api.look("/nodes/" + node + "/lxc")));
        } catch (ApiFailure failure) {
            if (failure.isNodeAway()) {
                return all.stream()
                        .filter(one -> Guest.of(one).node().equals(node))
                        .map(Guests::unreachable)
                        .toList();
            }
            throw Failures.of(what, failure);
        }
    }

    private static JsonObject unreachable(JsonObject one) {
        return Json.createObjectBuilder(one).add("status", "unknown").build();
    }

    /** Tags come after the clone; until then, and for ever if the hub was killed in between, the description tells. */
    private Optional<UUID> session(JsonObject one) throws InterruptedException {
        String tags = Lenient.text(one, "tags");
        Guest guest = Guest.of(one);
        boolean mayBeOurs = guest.id() >= settings.firstId() && guest.id() <= settings.lastId();
        if (Identity.isTagged(tags) || !mayBeOurs || strangers.contains(guest.id())) {
            return identity.session(tags);
        }
        try {
            JsonObject config =
                    Lenient.object(away.ask(guest.node(), () -> api.get(guest.path() + "/config", Map.of())));
            Optional<UUID> session = identity.described(Lenient.text(config, "description"));
            if (session.isEmpty() && !config.containsKey("lock")) {
                strangers.add(guest.id());
            }
            return session;
        } catch (ApiFailure failure) {
            LOG.log(
                    Level.DEBUG,
                    "guest {0} is not to be looked at: {1}",
                    String.valueOf(guest.id()),
                    failure.getMessage());
            return Optional.empty();
        }
    }

    /** Whether something is being done with a guest, as with a template that is being cloned. */
    boolean isLocked(String what, Guest guest) throws InterruptedException {
        return config(what, guest).containsKey("lock");
    }

    /** The node of the template, or the configured one. */
    Guest template(String what, int id) throws InterruptedException {
        for (JsonObject one : ask(what, "/cluster/resources", Map.of("type", "vm"))) {
            if ((int) Lenient.number(one, "vmid") == id) {
                return Guest.of(one);
            }
        }
        throw new ProviderException(
                Code.INVALID_REQUEST,
                what + " failed: there is no template " + id + ", or VM.Audit is missing on /vms/" + id);
    }

    /** What the cluster lists may be ten seconds old: a guest that is not where it was may have been migrated. */
    private Optional<Found> status(String what, UUID session, Guest guest) throws InterruptedException {
        Optional<Found> here = statusThere(what, session, guest);
        if (here.isPresent()) {
            return here;
        }
        for (JsonObject node : ask(what, "/nodes", Map.of())) {
            String name = Lenient.text(node, "node");
            if (!name.equals(guest.node()) && Lenient.text(node, "status").equals("online")) {
                Optional<Found> there = statusThere(what, session, new Guest(name, guest.id()));
                if (there.filter(this::isOurs).isPresent()) {
                    return there;
                }
            }
        }
        return Optional.empty();
    }

    /** A VMID may have been given to somebody else's guest meanwhile. */
    private boolean isOurs(Found found) {
        return identity.session(Lenient.text(found.status(), "tags"))
                .filter(found.session()::equals)
                .isPresent();
    }

    private Optional<Found> statusThere(String what, UUID session, Guest guest) throws InterruptedException {
        try {
            JsonObject status =
                    Lenient.object(away.ask(guest.node(), () -> api.look(guest.path() + "/status/current")));
            return Optional.of(new Found(session, guest, status));
        } catch (ApiFailure failure) {
            if (failure.isGone()) {
                return Optional.empty();
            }
            throw failure.isNodeAway() ? Failures.nodeAway(what, guest, failure) : Failures.of(what, failure);
        }
    }

    JsonObject config(String what, Guest guest) throws InterruptedException {
        try {
            return Lenient.object(api.get(guest.path() + "/config", Map.of()));
        } catch (ApiFailure failure) {
            throw failure.isGone() ? Failures.notFound(what) : Failures.of(what, failure);
        }
    }

    void configure(String what, Guest guest, Map<String, String> options) throws InterruptedException {
        try {
            api.call("PUT", guest.path() + "/config", options, ApiClient.USUAL);
        } catch (ApiFailure failure) {
            throw failure.isGone() ? Failures.notFound(what) : Failures.of(what, failure);
        }
    }

    void start(String what, Guest guest) throws InterruptedException {
        act(what, "POST", guest.path() + "/status/start", Map.of(), "already running");
    }

    void stop(String what, Guest guest, Duration grace) throws InterruptedException {
        if (grace.isZero()) {
            act(what, "POST", guest.path() + "/status/stop", Map.of(), "not running");
        } else {
            String seconds = String.valueOf(Math.max(1, grace.toSeconds()));
            act(
                    what,
                    "POST",
                    guest.path() + "/status/shutdown",
                    Map.of("timeout", seconds, "forceStop", "1"),
                    "not running");
        }
    }

    void destroy(String what, Guest guest) throws InterruptedException {
        act(
                what,
                "DELETE",
                guest.path(),
                Map.of("purge", "1", "force", "1", "destroy-unreferenced-disks", "1"),
                "does not exist");
    }

    /** Asks for a task and waits for it; a refusal with the excuse means that nothing is left to do. */
    private void act(String what, String method, String path, Map<String, String> parameters, String excuse)
            throws InterruptedException {
        try {
            String upid = Lenient.text(api.call(method, path, parameters, ApiClient.USUAL));
            tasks.await(what, upid);
        } catch (ApiFailure failure) {
            if (failure.isRefusal() && failure.text().contains(excuse)) {
                return;
            }
            throw failure.isGone() ? Failures.notFound(what) : Failures.of(what, failure);
        }
    }

    /** The address of the first network card, which DHCP may still have to give. */
    String address(String what, Guest guest) throws InterruptedException {
        String mac = hardware(Lenient.text(config(what, guest), "net0"));
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < settings.patience().toNanos()) {
            pacer.await();
            List<JsonObject> cards = ask(what, guest.path() + "/interfaces", Map.of());
            if (cards.isEmpty()) {
                requireRunning(what, guest);
            }
            Optional<String> address = cards.stream()
                    .filter(one -> Lenient.text(one, "hwaddr").equalsIgnoreCase(mac))
                    .map(one -> Lenient.text(one, "inet").replaceFirst("/.*", ""))
                    .filter(inet -> inet.matches("[0-9.]+") && !inet.startsWith("127.") && !inet.startsWith("169.254."))
                    .findFirst();
            if (address.isPresent()) {
                return address.get();
            }
        }
        throw new ProviderException(
                Code.UNAVAILABLE,
                what + " failed: guest " + guest.id() + " got no IPv4 address within "
                        + settings.patience().toSeconds() + " s; is there a DHCP server on its bridge?");
    }

    /** Nobody waits for a guest that has stopped meanwhile. */
    void requireRunning(String what, Guest guest) throws InterruptedException {
        try {
            JsonObject status = Lenient.object(api.look(guest.path() + "/status/current"));
            if (!Lenient.text(status, "status").equals("running")) {
                throw Failures.notRunning(what);
            }
        } catch (ApiFailure failure) {
            throw failure.isGone() ? Failures.notFound(what) : Failures.of(what, failure);
        }
    }

    private static String hardware(String net) {
        int at = net.indexOf("hwaddr=");
        return at < 0
                ? ""
                : net.substring(at + 7, Math.min(net.length(), at + 24)).toLowerCase(Locale.ROOT);
    }

    private List<JsonObject> ask(String what, String path, Map<String, String> parameters) throws InterruptedException {
        try {
            return Lenient.objects(api.get(path, parameters));
        } catch (ApiFailure failure) {
            throw Failures.of(what, failure);
        }
    }
}
