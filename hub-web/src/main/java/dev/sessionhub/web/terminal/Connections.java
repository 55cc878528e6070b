package dev.sessionhub.web.terminal;

import dev.sessionhub.core.account.Credential;
import dev.sessionhub.core.account.Tokens;
import dev.sessionhub.core.concurrent.HubThreads;
import dev.sessionhub.web.events.SessionFeed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;

/** All connections: watches them, and ends those whose login is over, or all when the hub goes down. */
@ApplicationScoped
public class Connections {

    private static final Logger LOG = System.getLogger(Connections.class.getName());
    private static final int NO_TICKET = 4401;
    private static final int RESTARTING = 1012;
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);

    private final Admission admission;
    private final Stages stages;
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final LongAdder bytes = new LongAdder();
    private final CountDownLatch goingDown = new CountDownLatch(1);
    private volatile Runnable farewellCalledOff = () -> {};

    @Inject
    public Connections(Admission admission, Stages stages, SessionFeed feed, Tokens tokens) {
        this.admission = admission;
        this.stages = stages;
        feed.listen(update -> open.forEach(connection -> connection.accept(update)));
        tokens.onRevoked(this::revoked);
    }

    /** How many clients are connected. */
    public int count() {
        return open.size();
    }

    /** How much was sent to all clients. */
    public long bytesSent() {
        return bytes.sum();
    }

    Connection open(Session session, List<String> cookies) {
        Connection connection = new Connection(new Peer(session, bytes), admission, stages, cookies);
        open.add(connection);
        if (goingDown.getCount() == 0) {
            connection.close(RESTARTING, "the hub is going down");
        }
        return connection;
    }

    void closed(Connection connection) {
        open.remove(connection);
        connection.ended();
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
        if (event instanceof ServletContext context
                && context.getAttribute(ServerContainer.class.getName()) instanceof ServerContainer container) {
            IdleTimeouts.leaveOut(container);
        }
        // A server that hangs on its way down never destroys its applications: viewers are told before.
        farewellCalledOff = HubThreads.atExit("farewell to viewers", this::goDown);
        HubThreads.start("watchdog of viewers", () -> every(TICK, this::watch));
        // The database may keep this one waiting.
        HubThreads.start("check of viewers' logins", () -> every(BETWEEN_CHECKS, this::checkLogins));
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
        goDown();
        farewellCalledOff.run();
    }

    private void goDown() {
        goingDown.countDown();
        open.forEach(connection -> connection.close(RESTARTING, "the hub is going down; sessions go on"));
    }

    private void watch() {
        long now = System.nanoTime();
        open.forEach(connection -> connection.watch(now));
    }

    private void every(Duration pause, Runnable work) {
        while (!isGoingDownWithin(pause)) {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.log(Level.DEBUG, "viewers could not be checked: {0}", e.getMessage());
            }
        }
    }

    private boolean isGoingDownWithin(Duration pause) {
        try {
            return goingDown.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            return true;
        }
    }

    /** A login also ends by time, and another process may end it. */
    private void checkLogins() {
        open.forEach(connection -> connection
                .grant()
                .filter(grant -> !admission.valid(grant.credential()))
                .ifPresent(grant -> loginOver(connection)));
    }

    private void revoked(Predicate<Credential> dead) {
        open.forEach(connection -> connection
                .grant()
                .filter(grant -> dead.test(grant.credential()))
                .ifPresent(grant -> loginOver(connection)));
    }

    private static void loginOver(Connection connection) {
        connection.close(NO_TICKET, "the login is over");
    }
}
