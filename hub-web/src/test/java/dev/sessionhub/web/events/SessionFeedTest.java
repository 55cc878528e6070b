package dev.sessionhub.web.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.session.Session;
import dev.sessionhub.core.session.SessionChanged;
import dev.sessionhub.core.session.SessionStore;
import dev.sessionhub.core.session.Sessions;
import jakarta.enterprise.event.Event;
import jakarta.json.bind.Jsonb;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionFeedTest {

    /** A database that does not answer the first two questions. */
    private static final class Flickering extends SessionStore {

        private final CountDownLatch failures = new CountDownLatch(2);
        private final CountDownLatch answered = new CountDownLatch(1);

        Flickering() {
            super(proxy(EntityManager.class));
        }

        @Override
        public Optional<Session> find(UUID id) {
            if (failures.getCount() > 0) {
                failures.countDown();
                throw new PersistenceException("the connection was closed");
            }
            answered.countDown();
            return Optional.empty();
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_change_that_the_database_cannot_tell_now_is_told_when_it_is_back() throws InterruptedException {
        Flickering store = new Flickering();
        Sessions sessions = new Sessions(store, (Event<SessionChanged>) proxy(Event.class));
        SessionFeed feed = new SessionFeed(sessions, proxy(Jsonb.class));
        feed.onChange(new SessionChanged(UUID.randomUUID(), UUID.randomUUID()));
        assertThat(store.answered.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static <T> T proxy(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, _, _) -> null));
    }
}
