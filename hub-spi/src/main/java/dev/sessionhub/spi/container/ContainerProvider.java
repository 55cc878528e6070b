package dev.sessionhub.spi.container;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderHealth;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes, runs and removes the environments of sessions.
 *
 * <p>The rules of {@link dev.sessionhub.spi} on threads, interruption, values and failure hold for every method.
 *
 * <p>The hub writes down its intent before it calls {@link #create}, and may be killed at any moment: everything made
 * must carry the labels of hub and session, so that {@link #list()} finds it again. A provider never removes or stops
 * anything on its own.
 *
 * @since 1.0
 */
public interface ContainerProvider extends AutoCloseable {

    /**
     * What this instance can do; see each {@link Capability} for what follows when it is absent.
     *
     * @return constant; asks nobody
     */
    Set<Capability> capabilities();

    /**
     * Checks whether the system behind this instance can be used now.
     *
     * <p>Never throws and answers within five seconds whatever the system does; an interrupted check says {@code DOWN}.
     *
     * @return the verdict with its reason
     */
    ProviderHealth health();

    /**
     * Makes sure that what environments start from is there, fetching it if this instance may. The hub calls it before
     * {@link #create}, which then need not wait. It may take long: half an hour is allowed.
     *
     * <p>Does nothing unless overridden.
     *
     * @param image as in {@link ContainerSpec#image()}
     * @param progress is told how far it has come, on any thread, and not after this method has returned; never blocks
     * @throws dev.sessionhub.spi.ProviderException {@code INVALID_REQUEST} if there is no such image and none can be
     *     fetched, with what to do in the message; {@code LIMIT_EXCEEDED} if there is no room for it; {@code
     *     UNAVAILABLE}
     */
    default void prepare(Optional<String> image, Consumer<Progress> progress) {}

    /**
     * Makes an environment, not started.
     *
     * <p>All or nothing: when it fails, is interrupted or times out, nothing it made is left behind.
     *
     * @param spec what is wanted
     * @return its handle
     * @throws dev.sessionhub.spi.ProviderException {@code ALREADY_EXISTS} if this hub has an environment of that
     *     session; {@code UNSUPPORTED} if the spec asks for what {@link #capabilities()} does not name; {@code
     *     INVALID_REQUEST} if image or mounts do not exist; {@code LIMIT_EXCEEDED}; {@code UNAVAILABLE}
     */
    ContainerHandle create(ContainerSpec spec);

    /**
     * Starts an environment; {@link #exec} works when it returns. Does nothing if it is running.
     *
     * @param handle of this instance
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND}; {@code UNAVAILABLE}; {@code LIMIT_EXCEEDED}
     */
    void start(ContainerHandle handle);

    /**
     * Gives an environment that is not running other bounds. Its files stay. A bound that is not asked for becomes the
     * instance's default.
     *
     * <p>Refuses unless overridden; the hub then keeps the bounds as they are.
     *
     * @param handle of this instance
     * @param limits the new bounds
     * @throws dev.sessionhub.spi.ProviderException {@code UNSUPPORTED} if bounds cannot be changed; {@code NOT_FOUND};
     *     {@code CONFLICT} if it is running; {@code LIMIT_EXCEEDED}; {@code UNAVAILABLE}
     */
    default void resize(ContainerHandle handle, ResourceLimits limits) {
        throw new ProviderException(
                ProviderException.Code.UNSUPPORTED, "the bounds of " + handle + " cannot be changed once it is made");
    }

    /**
     * Stops an environment and every process in it: asks them to end (SIGTERM or the system's way), and kills what is
     * left after the grace. The files stay. Does nothing if it is not running.
     *
     * @param handle of this instance
     * @param grace how long programs may take to end; zero kills at once
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND}; {@code UNAVAILABLE}
     */
    void stop(ContainerHandle handle, Duration grace);

    /**
     * Removes an environment, stopping it without grace if it runs. Neither the workspace nor any mount's source is
     * touched. Does nothing if it does not exist.
     *
     * @param handle of this instance
     * @throws dev.sessionhub.spi.ProviderException {@code UNAVAILABLE}
     */
    void remove(ContainerHandle handle);

    /**
     * Looks at one environment.
     *
     * @param handle of this instance
     * @return how it is now; empty only if it certainly does not exist
     * @throws dev.sessionhub.spi.ProviderException {@code UNAVAILABLE} if that cannot be known now
     */
    Optional<Container> find(ContainerHandle handle);

    /**
     * Everything that carries this hub's label, whatever its state, and nothing else. This is how the hub recovers
     * after a restart.
     *
     * @return complete; never a part of it
     * @throws dev.sessionhub.spi.ProviderException {@code UNAVAILABLE} if a complete list cannot be had now
     */
    List<Container> list();

    /**
     * Starts a program in a running environment, as the session's user.
     *
     * <p>The program sees the environment's variables, those of the spec and {@code SESSION_HUB_RUN}, and nothing of the
     * hub's own environment but what says who and where its user is. It lives until it
     * ends or {@link ExecProcess#close()} is called, at the latest until the environment stops; processes that made
     * themselves a session of their own (setsid, as tmux does) outlive it.
     *
     * @param handle of this instance
     * @param spec what to start
     * @return the running program; the caller closes it
     * @throws dev.sessionhub.spi.ProviderException {@code NOT_FOUND}; {@code CONFLICT} if the environment is not
     *     running; {@code INVALID_REQUEST} if the program or directory does not exist, where the provider can tell (if
     *     it cannot, the process ends with 126 or 127)
     */
    ExecProcess exec(ContainerHandle handle, ExecSpec spec);

    /**
     * What a running environment uses.
     *
     * @param handle of this instance
     * @return measured now
     * @throws dev.sessionhub.spi.ProviderException {@code UNSUPPORTED} without {@link Capability#USAGE}; {@code
     *     NOT_FOUND}; {@code CONFLICT} if it is not running
     */
    Usage usage(ContainerHandle handle);

    /**
     * How files are carried where neither {@link Capability#HOST_FILES} nor {@link Capability#BIND_MOUNTS} is declared.
     *
     * @return present exactly then
     */
    default Optional<WorkspaceTransfer> transfer() {
        return Optional.empty();
    }

    /**
     * Releases connections and threads of this instance. Environments go on. A second call does nothing; no other
     * method is called afterwards.
     */
    @Override
    void close();
}
