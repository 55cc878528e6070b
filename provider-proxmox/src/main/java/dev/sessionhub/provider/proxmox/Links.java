package dev.sessionhub.provider.proxmox;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** The connections to guests, one to each. Of several who need one at once, one makes it and the others wait for it. */
final class Links implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Links.class.getName());

    private final Map<UUID, Link> links = new ConcurrentHashMap<>();
    private final Map<UUID, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Makes a connection; may be interrupted. */
    @FunctionalInterface
    interface Maker {
        Link make() throws InterruptedException, IOException;
    }

    /** What is done over a connection. */
    @FunctionalInterface
    interface Use<T> {
        T of(Link link) throws InterruptedException, IOException;
    }

    private Optional<Link> usable(UUID session) {
        return Optional.ofNullable(links.get(session)).filter(link -> link.isOpen() && !link.isEnded());
    }

    /** Whether there is one that the hub has not ended itself; it may have broken. */
    boolean isConnected(UUID session) {
        return Optional.ofNullable(links.get(session))
                .filter(link -> !link.isEnded())
                .isPresent();
    }

    Link get(UUID session, Maker maker) throws InterruptedException, IOException {
        Optional<Link> known = usable(session);
        if (known.isPresent()) {
            return known.get();
        }
        ReentrantLock lock = locks.computeIfAbsent(session, _ -> new ReentrantLock(true));
        lock.lockInterruptibly();
        try {
            Optional<Link> made = usable(session);
            return made.isPresent() ? made.get() : make(session, maker);
        } finally {
            lock.unlock();
        }
    }

    private Link make(UUID session, Maker maker) throws InterruptedException, IOException {
        Link made = maker.make();
        Link unusable = links.put(session, made);
        if (unusable != null) {
            unusable.close();
        }
        return made;
    }

    /** A connection from before a restart of the guest breaks at its first use; then a new one is made. */
    <T> T use(UUID session, Maker maker, Use<T> use) throws InterruptedException, IOException {
        try {
            return useOnce(session, maker, use);
        } catch (Link.UnusedException broken) {
            LOG.log(Level.DEBUG, "the connection to the guest of session " + session + " is made anew", broken);
            return useOnce(session, maker, use);
        }
    }

    private <T> T useOnce(UUID session, Maker maker, Use<T> use) throws InterruptedException, IOException {
        Link link = get(session, maker);
        try {
            return use.of(link);
        } catch (InterruptedIOException interruption) {
            throw interruption;
        } catch (IOException broken) {
            lose(session, link);
            throw broken;
        }
    }

    /** Forgets a connection that broke, and no other; whether its programs have ended nobody knows. */
    private void lose(UUID session, Link broken) {
        links.remove(session, broken);
        broken.close();
    }

    /** Notes that the guest is being stopped. */
    void ending(UUID session) {
        Optional.ofNullable(links.get(session)).ifPresent(Link::ending);
    }

    /** The guest is stopped. */
    void drop(UUID session) {
        Optional.ofNullable(links.remove(session)).ifPresent(Link::end);
    }

    /** The guest is gone. */
    void forget(UUID session) {
        drop(session);
        locks.remove(session);
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        links.clear();
    }
}
