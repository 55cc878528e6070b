package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.database.TestDatabase;
import dev.sessionhub.core.database.TestPostgres;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest extends SessionTest {

    @Override
    TestDatabase newDatabase() {
        return TestDatabase.create(TestPostgres.start());
    }

    @Test
    void a_database_that_stops_and_starts_again_loses_nothing() {
        Session stays = running("stays");
        Session ends = running("ends");
        database.server().stop();
        assertThatThrownBy(() -> hub.lifecycle.stop(anna, stays.id()))
                .satisfies(failure ->
                        assertThat(DatabaseTrouble.isCauseOf(failure)).isTrue());
        // The agent ends while nobody can write that down.
        hub.terminals().find(ends.id()).orElseThrow().type(new byte[] {4});
        hub.awaitThat(() -> !hub.engine.connections().isSettled(ends.id()), "heard of");
        hub.awaitQuiet();
        hub.terminals().find(stays.id()).orElseThrow().type("still here\r".getBytes(StandardCharsets.UTF_8));
        hub.awaitThat(
                () -> hub.terminals().find(stays.id()).orElseThrow().capture().contains("still here"), "alive");
        database.server().resume();
        hub.reconciler.reconcile();
        Session ended = hub.await(ends.id(), SessionState.STOPPED);
        assertThat(ended.ended().orElseThrow().exitCode())
                .as("%s", ended.reason())
                .contains(0);
        assertThat(hub.store.find(stays.id()).orElseThrow().state()).isEqualTo(SessionState.RUNNING);
        hub.lifecycle.stop(anna, stays.id());
        hub.await(stays.id(), SessionState.STOPPED);
    }
}
