package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LinksTest {

    private final Links links = new Links();
    private final UUID session = UUID.randomUUID();
    private final List<Link> made = new CopyOnWriteArrayList<>();

    @Test
    void two_programs_at_once_share_one_connection() throws Exception {
        Thread[] other = new Thread[1];
        Link first = links.get(session, () -> {
            other[0] = Thread.ofPlatform().start(() -> use());
            while (other[0].getState() != Thread.State.WAITING && made.isEmpty()) {
                Thread.onSpinWait();
            }
            return make();
        });
        other[0].join();
        assertThat(made).containsExactly(first);
    }

    @Test
    void a_connection_that_broke_before_its_use_is_made_anew_once_for_all() throws Exception {
        Link broken = links.get(session, this::make);
        Link used = links.use(session, this::make, link -> {
            if (link == broken) {
                use(broken);
                throw new Link.UnusedException(new IOException("broken"));
            }
            return link;
        });
        assertThat(made).containsExactly(broken, used);
        assertThat(broken.isOpen()).isFalse();
        assertThat(used.isOpen()).isTrue();
    }

    @Test
    void a_connection_that_is_replaced_is_closed() throws Exception {
        Link ended = links.get(session, this::make);
        links.ending(session);
        assertThat(links.get(session, this::make)).isNotSameAs(ended);
        assertThat(ended.isOpen()).isFalse();
    }

    private void use(Link... broken) {
        try {
            links.use(session, this::make, link -> {
                if (List.of(broken).contains(link)) {
                    throw new Link.UnusedException(new IOException("broken"));
                }
                return link;
            });
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Over a line that is open until it is closed. */
    private Link make() {
        AtomicBoolean open = new AtomicBoolean(true);
        ClientSession line = (ClientSession) Proxy.newProxyInstance(
                LinksTest.class.getClassLoader(),
                new Class<?>[] {ClientSession.class},
                (_, method, _) -> switch (method.getName()) {
                    case "isOpen" -> open.get();
                    case "close" -> {
                        open.set(false);
                        yield null;
                    }
                    default -> throw new IllegalStateException(method.getName());
                });
        Link link = new Link(line, "192.0.2.1", JsonObject.EMPTY_JSON_OBJECT);
        made.add(link);
        return link;
    }
}
