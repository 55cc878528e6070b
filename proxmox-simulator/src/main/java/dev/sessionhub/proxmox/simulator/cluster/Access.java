package dev.sessionhub.proxmox.simulator.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Users, tokens, roles, access lists and pools, and what follows from them. */
public final class Access {

    static final String ROOT = "root@pam";

    private final Map<String, String> passwords = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, Set<String>> roles = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Pool> pools = new TreeMap<>();

    /**
     * An API token.
     *
     * @param secret its value
     * @param separated whether it has rights of its own only
     * @param expired whether its time is over
     */
    public record Token(String secret, boolean separated, boolean expired) {}

    /**
     * A line of the access list.
     *
     * @param path where
     * @param who user or token
     * @param role its name
     * @param propagate whether it holds below the path
     */
    public record Entry(String path, String who, String role, boolean propagate) {}

    /** Guests and storages that belong together. */
    public static final class Pool {

        private final Set<Integer> guests = new TreeSet<>();
        private final Set<String> storages = new TreeSet<>();

        /** Its guests. */
        public Set<Integer> guests() {
            return guests;
        }

        /** Its storages. */
        public Set<String> storages() {
            return storages;
        }
    }

    /** Adds or changes a user. */
    public void user(String name, String password) {
        passwords.put(name, password);
    }

    /** Adds or changes a token. */
    public void token(String id, Token token) {
        tokens.put(id, token);
    }

    /** Takes a token away. */
    public void revoke(String id) {
        tokens.remove(id);
    }

    /** Adds or changes a role. */
    public void role(String name, Set<String> privileges) {
        roles.put(name, Set.copyOf(privileges));
    }

    /** Adds a line to the access list. */
    public void allow(Entry entry) {
        entries.add(entry);
    }

    /** Takes every line about somebody on a path away. */
    public void forbid(String path, String who) {
        entries.removeIf(entry -> entry.path().equals(path) && entry.who().equals(who));
    }

    /** Forgets what is allowed on a guest that is gone. */
    public void forget(int guest) {
        entries.removeIf(entry -> entry.path().equals("/vms/" + guest));
        pools.values().forEach(pool -> pool.guests().remove(guest));
    }

    /** Every pool by its name. */
    public Map<String, Pool> pools() {
        return pools;
    }

    /** A pool by its name. */
    public Optional<Pool> pool(String name) {
        return Optional.ofNullable(pools.get(name));
    }

    /** A token by its id. */
    public Optional<Token> token(String id) {
        return Optional.ofNullable(tokens.get(id));
    }

    /** Whether a password is a user's. */
    public boolean isPassword(String user, String password) {
        return password.equals(passwords.get(user));
    }

    /** The pool of a guest. */
    public Optional<String> pool(int guest) {
        return pools.entrySet().stream()
                .filter(entry -> entry.getValue().guests().contains(guest))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Privileges on a path; the value says whether they hold below it too. */
    public Map<String, Boolean> permissions(Caller caller, String path) {
        Map<String, Boolean> ofUser = of(caller.user(), path);
        if (caller.token().isEmpty()) {
            return ofUser;
        }
        Optional<Token> token = token(caller.id());
        if (token.isPresent() && !token.get().separated()) {
            return ofUser;
        }
        Map<String, Boolean> own = new TreeMap<>(of(caller.id(), path));
        own.keySet().retainAll(ofUser.keySet());
        return own;
    }

    /** Whether a caller has a privilege. */
    public boolean may(Caller caller, String path, String privilege) {
        return permissions(caller, path).containsKey(privilege);
    }

    /** Every path on which somebody may something. */
    public Map<String, Map<String, Boolean>> permissions(Caller caller) {
        Set<String> paths = new TreeSet<>(Set.of("/", "/access", "/nodes", "/pool", "/sdn", "/storage", "/vms"));
        entries.forEach(entry -> paths.add(entry.path()));
        pools.values().forEach(pool -> {
            pool.guests().forEach(guest -> paths.add("/vms/" + guest));
            pool.storages().forEach(storage -> paths.add("/storage/" + storage));
        });
        Map<String, Map<String, Boolean>> found = new LinkedHashMap<>();
        for (String path : paths) {
            Map<String, Boolean> permissions = permissions(caller, path);
            if (!permissions.isEmpty()) {
                found.put(path, permissions);
            }
        }
        return found;
    }

    private Map<String, Boolean> of(String who, String path) {
        if (who.equals(ROOT)) {
            Map<String, Boolean> all = new TreeMap<>();
            roles.values().forEach(role -> role.forEach(privilege -> all.put(privilege, true)));
            return all;
        }
        Map<String, Boolean> found = new TreeMap<>(listed(who, path));
        poolOf(path)
                .ifPresent(pool -> listed(who, "/pool/" + pool)
                        .keySet()
                        .forEach(privilege -> found.putIfAbsent(privilege, false)));
        return found;
    }

    private Optional<String> poolOf(String path) {
        if (path.matches("/vms/[0-9]{1,9}")) {
            return pool(Integer.parseInt(path.substring("/vms/".length())));
        }
        return pools.entrySet().stream()
                .filter(entry -> path.startsWith("/storage/")
                        && entry.getValue().storages().contains(path.substring("/storage/".length())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private Map<String, Boolean> listed(String who, String path) {
        Map<String, Boolean> found = Map.of();
        for (String at : ancestors(path)) {
            Map<String, Boolean> here = new TreeMap<>();
            boolean listed = false;
            for (Entry entry : entries) {
                if (entry.path().equals(at) && entry.who().equals(who) && (at.equals(path) || entry.propagate())) {
                    listed = true;
                    roles.getOrDefault(entry.role(), Set.of())
                            .forEach(privilege -> here.put(privilege, entry.propagate()));
                }
            }
            found = listed ? here : found;
        }
        return found;
    }

    private static List<String> ancestors(String path) {
        List<String> ancestors = new ArrayList<>(List.of("/"));
        for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
            ancestors.add(path.substring(0, slash));
        }
        if (path.length() > 1) {
            ancestors.add(path);
        }
        return ancestors;
    }
}
