/**
 * Sessions in containers of a Docker Engine.
 *
 * <p>docker-java speaks to the engine for everything but the streams of a program: none of its transports can close one
 * direction of a connection (a program would never see the end of its input), and each keeps two platform threads for an
 * open program and leaves one of them behind. So {@link dev.sessionhub.provider.docker.Wire} takes over that one
 * connection itself.
 *
 * <p>What a session is not given: no capability at all (the list of added ones is empty), no new privileges, the
 * engine's default seccomp profile, a root file system that is read-only, a user that is never root, limits on memory,
 * swap, processors and processes. Its network is its own loopback, or a bridge whose members cannot reach each other;
 * that this bridge does not lead to the engine's host or to private networks is held by rules that a helper container
 * puts into the host's packet filter (see {@link dev.sessionhub.provider.docker.Firewall}).
 *
 * <p>Secrets are never part of a container's description. They lie in a file of the state directory that only the hub's
 * user can read, and are handed to each program when it is started. Who may use the engine's socket is root on the
 * engine's machine anyway, and a daemon that runs with {@code --debug} writes them to its log.
 *
 * <p>An environment's home and {@code SESSION_HUB_RUN} are directories of the state directory; the engine must see the
 * hub's files under the same paths, which an engine on another machine does only through a shared file system.
 */
@NullMarked
package dev.sessionhub.provider.docker;

import org.jspecify.annotations.NullMarked;
