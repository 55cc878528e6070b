package dev.sessionhub.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.ExecProcess;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TmuxServer tmux = TmuxServer.running("cat");
    private final Terminals terminals = new Terminals();
    private final UUID session = UUID.randomUUID();
    private final List<ExecProcess> connections = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        terminals.close();
        connections.forEach(ExecProcess::close);
        tmux.close();
    }

    @Test
    void a_terminal_that_takes_the_place_of_another_ends_it() {
        open(() -> open(() -> {}));
        assertThat(connections).hasSize(2);
        assertThat(connections.getFirst().waitFor(PATIENCE)).isPresent();
        assertThat(terminals.find(session))
                .hasValueSatisfying(open -> assertThat(open.columns()).isEqualTo(80));
    }

    @Test
    void a_terminal_that_is_there_only_after_the_hub_has_let_go_of_all_ends_too() {
        open(terminals::close);
        assertThat(connections.getFirst().waitFor(PATIENCE)).isPresent();
        assertThat(terminals.find(session)).isEmpty();
    }

    /** Connects when something else has happened, as another thread could do it. */
    private void open(Runnable before) {
        terminals.open(
                session,
                words -> {
                    before.run();
                    connections.add(tmux.channel().connect(words));
                    return connections.getLast();
                },
                new WatchingListener());
    }
}
