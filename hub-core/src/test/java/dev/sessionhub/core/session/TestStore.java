package dev.sessionhub.core.session;

import dev.sessionhub.core.database.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store with the transactions that the container gives it in the product, and with a killer between them. */
class TestStore extends SessionStore {

    private final TestDatabase database;
    private final Killer killer;

    TestStore(TestDatabase database, Killer killer) {
        super(database.entities());
        this.database = database;
        this.killer = killer;
    }

    @Override
    public Optional<Session> find(UUID id) {
        return database.within(() -> super.find(id));
    }

    @Override
    public List<Session> list(SessionFilter filter) {
        return database.within(() -> super.list(filter));
    }

    @Override
    public List<SessionEvent> history(UUID id, long after) {
        return database.within(() -> super.history(id, after));
    }

    @Override
    public Optional<String> lastScreen(UUID id) {
        return database.within(() -> super.lastScreen(id));
    }

    @Override
    List<Session> deletedBefore(Instant time, int most) {
        return database.within(() -> super.deletedBefore(time, most));
    }

    @Override
    boolean wasDeletedByUser(UUID id) {
        return database.within(() -> super.wasDeletedByUser(id));
    }

    @Override
    void keepScreen(UUID id, String screen) {
        database.within(() -> {
            super.keepScreen(id, screen);
            return id;
        });
    }

    @Override
    void note(Session session, String message) {
        database.within(() -> {
            super.note(session, message);
            return session;
        });
    }

    @Override
    Session add(Session session, String actor, String story) {
        return killer.around("add", () -> database.within(() -> super.add(session, actor, story)));
    }

    @Override
    Optional<Session> change(UUID id, @Nullable String actor, String message, Consumer<Session> intent) {
        return killer.around("change", () -> database.within(() -> super.change(id, actor, message, intent)));
    }
}
