package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.session.part.Ended;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.Progress;
import dev.sessionhub.spi.container.ResourceLimits;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sessions wait for, use, and run out of. */
class SessionResourceTest extends SessionTest {

    private static final ResourceLimits MORE =
            new ResourceLimits(OptionalLong.of(128L << 20), OptionalDouble.empty(), OptionalLong.empty());

    private final BoundedProvider provider = new BoundedProvider();

    @Override
    @BeforeEach
    void open() {
        hub = new TestHub(database, home, Killer.none(), Clock.systemUTC(), provider::around);
    }

    @Test
    void a_session_shows_how_far_the_fetching_of_its_image_is_until_it_is_there() {
        UUID id = creating();
        hub.awaitThat(() -> progress(id).isPresent(), "fetching");
        assertThat(progress(id).map(Progress::step)).contains("fetching the image");
        provider.fetched.countDown();
        hub.await(id, SessionState.RUNNING);
        assertThat(progress(id)).isEmpty();
    }

    @Test
    void a_session_whose_image_is_missing_says_what_to_do() {
        provider.refusal = "there is no image; build it";
        provider.fetched.countDown();
        Session failed = hub.await(creating(), SessionState.FAILED);
        assertThat(failed.reason()).contains("there is no image; build it");
        assertThat(hub.provider.list()).isEmpty();
    }

    @Test
    void deleting_a_session_ends_the_fetching_of_its_image() {
        UUID id = creating();
        hub.awaitThat(() -> progress(id).isPresent(), "fetching");
        hub.lifecycle.delete(anna, id, true);
        hub.await(id, SessionState.DELETED);
        assertThat(hub.provider.list()).isEmpty();
    }

    @Test
    void stopping_a_session_ends_the_fetching_of_its_image_and_it_can_be_started_later() {
        UUID id = creating();
        hub.awaitThat(() -> progress(id).isPresent(), "fetching");
        hub.lifecycle.stop(anna, id);
        hub.await(id, SessionState.STOPPED);
        provider.fetched.countDown();
        hub.lifecycle.start(anna, id);
        hub.await(id, SessionState.RUNNING);
    }

    @Test
    void an_agent_that_is_killed_for_lack_of_memory_is_told_from_one_that_is_killed() {
        provider.fetched.countDown();
        UUID killed = dying();
        assertThat(hub.await(killed, SessionState.STOPPED).ended().orElseThrow().cause())
                .isEqualTo(Ended.Cause.SIGNALLED);
        provider.kills = 1;
        UUID starved = dying();
        Session failed = hub.await(starved, SessionState.FAILED);
        assertThat(failed.ended().orElseThrow().cause()).isEqualTo(Ended.Cause.OUT_OF_MEMORY);
        assertThat(failed.reason())
                .hasValue("out of memory: it used up to 64 MiB of its 64 MiB; start it again with more memory");
    }

    @Test
    void a_session_is_started_again_with_more() {
        provider.fetched.countDown();
        Session session = running("more");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.lifecycle.start(anna, session.id(), Optional.of(MORE), false);
        Session again = hub.await(session.id(), SessionState.RUNNING);
        assertThat(again.limits()).isEqualTo(MORE);
        assertThat(provider.resized).containsExactly(MORE);
        assertThat(again.container()).isEqualTo(session.container());
    }

    @Test
    void a_session_is_started_again_with_another_conversation_only_if_somebody_wants_that() {
        provider.fetched.countDown();
        Session session = running("forgetful");
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.lifecycle.start(anna, session.id());
        UUID same = hub.await(session.id(), SessionState.RUNNING).agent().conversation();
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.lifecycle.start(anna, session.id(), Optional.empty(), true);
        UUID other = hub.await(session.id(), SessionState.RUNNING).agent().conversation();
        assertThat(same).isEqualTo(session.agent().conversation()).isNotEqualTo(other);
    }

    @Test
    void what_a_session_uses_is_shown_while_it_runs() {
        provider.fetched.countDown();
        Session session = running("used");
        hub.reconciler.reconcile();
        hub.engine.usage().measure();
        assertThat(hub.sessions.snapshot(session).usage())
                .hasValueSatisfying(use -> assertThat(use.memory()).isEqualTo(60L << 20));
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.awaitQuiet();
        assertThat(hub.sessions.snapshot(session).usage()).isEmpty();
    }

    @Test
    void a_network_that_the_provider_cannot_close_is_refused() {
        NewSession closed = WantedSession.running("cat")
                .named("closed")
                .reaching(NetworkPolicy.NONE)
                .asked();
        assertThat(assertFails(FailureCode.VALIDATION_FAILED, () -> hub.lifecycle.create(anna, closed))
                        .violations())
                .extracting(violation -> violation.field())
                .isEqualTo(List.of("network"));
    }

    @Test
    void only_an_administrator_opens_the_network_of_the_host_to_a_session_that_can_be_kept_from_it() {
        provider.fetched.countDown();
        provider.closesNetworks = true;
        NewSession open = WantedSession.running("cat")
                .reaching(NetworkPolicy.HOST)
                .started(false)
                .asked();
        Caller viewer = new Caller(anna.account(), "anna", Set.of(Caller.Permission.SEES_ALL));
        assertFails(FailureCode.NOT_ALLOWED, () -> hub.lifecycle.create(anna, open));
        assertFails(FailureCode.NOT_ALLOWED, () -> hub.lifecycle.create(viewer, open));
        assertThat(hub.sessions.list(SessionFilter.ALL)).isEmpty();

        Caller admin = new Caller(database.addAccount("root"), "root", EnumSet.allOf(Caller.Permission.class));
        assertThat(hub.lifecycle.create(admin, open).session().network()).isEqualTo(NetworkPolicy.HOST);
    }

    private UUID creating() {
        return hub.lifecycle
                .create(anna, TestHub.named("fetched", true))
                .session()
                .id();
    }

    /** It lives for a while, so that its end is not the failure of a start. */
    private UUID dying() {
        return hub.lifecycle
                .create(anna, TestHub.command("sh", "-c", "sleep 6; kill -9 $$"))
                .session()
                .id();
    }

    private Optional<Progress> progress(UUID id) {
        return hub.sessions.find(anna, id).progress();
    }
}
