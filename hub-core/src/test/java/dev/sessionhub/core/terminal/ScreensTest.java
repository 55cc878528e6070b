package dev.sessionhub.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.terminal.control.ControlClient;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScreensTest {

    private final TerminalTimer timer = new TerminalTimer();

    @AfterEach
    void close() {
        timer.close();
    }

    @Test
    void a_window_that_is_asked_for_when_the_connection_has_just_gone_is_ended_and_forgotten() {
        Opening opening = new Opening();
        ControlClient client = new ControlClient("gone", PipedProcess.start(List.of("cat")), new Deaf());
        opening.connected(client);
        client.close();
        TerminalLock lock = new TerminalLock();
        Screens screens = new Screens(lock, new TerminalEvents("gone", new WatchingListener()), timer, opening);
        Screen first = lock.get(() -> screens.screen(Optional.of("@7")));
        long end = System.nanoTime() + WatchingSink.PATIENCE.toNanos();
        while (lock.get(() -> screens.screen(Optional.of("@7"))) == first && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(lock.get(() -> screens.screen(Optional.of("@7")))).isNotSameAs(first);
    }

    private static final class Deaf implements ControlClient.Receiver {

        @Override
        public void output(int pane, byte[] data) {
            // Nobody looks.
        }

        @Override
        public void notice(String name, String text) {
            // Nobody listens.
        }

        @Override
        public void lost(String reason) {
            // The screens do not know yet.
        }
    }
}
