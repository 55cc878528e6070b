package dev.sessionhub.core.session;

import java.util.Set;
import java.util.UUID;

/**
 * Who asks.
 *
 * @param account its identity
 * @param username its name, kept in the history
 * @param permissions what it may beyond what is its own
 */
public record Caller(UUID account, String username, Set<Permission> permissions) {

    /** Copies the permissions. */
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /** What not everybody may. */
    public enum Permission {
        /** Finds what belongs to others; whether it may be changed is asked before. */
        SEES_ALL,
        /** Lets an isolated session into the network of the host. */
        OPENS_HOST_NETWORK,
        /** Runs agents that can do what the hub's own user can, where that is not the default. */
        LEAVES_ISOLATION
    }

    boolean may(Permission permission) {
        return permissions.contains(permission);
    }

    boolean maySee(Session session) {
        return may(Permission.SEES_ALL) || session.ownerId().equals(account);
    }
}
