package dev.sessionhub.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.terminal.control.Request;
import dev.sessionhub.core.terminal.pane.PaneFacts;
import dev.sessionhub.core.terminal.picture.ReplyText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String FACTS = "%0;80,24,0,0,0,0,0,0,23;1,0,0,0,0,0,0,0,0,0,1;0::;8,16;3.3a";

    private final TerminalTimer timer = new TerminalTimer();
    private final Terminal terminal =
            new Terminal("screen", PipedProcess.start(List.of("cat")), new WatchingListener(), timer);
    private final Asked tmux = new Asked();
    private final Screen screen = new Screen(tmux, "@0");

    @AfterEach
    void close() {
        terminal.close();
        timer.close();
    }

    @Test
    void a_viewer_whose_output_is_dropped_when_nothing_is_under_way_to_it_gets_a_buffer_although_another_one_follows()
            throws Exception {
        screen.know(PaneFacts.read(FACTS));
        WatchingSink follows = new WatchingSink();
        Viewer following = viewer(follows);
        Viewer late = viewer(new WatchingSink());
        screen.attach(following);
        screen.attach(late);
        tmux.answer();
        assertThat(tmux.open).as("both have what there is").isEmpty();
        following.feed().handOn();
        late.feed().handOn();

        screen.output(new byte[ViewerFeed.WINDOW * 3 / 4]);
        following.feed().handOn();
        screen.output(new byte[ViewerFeed.WINDOW / 2]);

        assertThat(following.followsOutput()).isTrue();
        assertThat(late.followsOutput()).isFalse();
        assertThat(tmux.open).hasSize(1);
        tmux.answer();
        assertThat(late.followsOutput()).isTrue();
    }

    private Viewer viewer(ViewerSink sink) {
        return new Viewer(terminal, screen, new ViewerOptions(ViewerMode.READ, 80, 24, Optional.empty()), sink);
    }

    /** What was asked of tmux and is to be answered. */
    private static final class Asked implements Screen.Host {

        private final Queue<Runnable> open = new ArrayDeque<>();

        void answer() {
            open.remove().run();
        }

        @Override
        public void ask(List<String> commands, Consumer<Request.Answer> then) {
            List<ReplyText> replies =
                    Stream.of("", FACTS, "$", "").map(Asked::reply).toList();
            assertThat(commands).hasSameSizeAs(replies);
            open.add(() -> then.accept(new Request.Answer(replies, Optional.empty())));
        }

        private static ReplyText reply(String line) {
            ReplyText reply = new ReplyText();
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            reply.add(bytes, 0, bytes.length);
            return reply;
        }

        @Override
        public void send(String command) {
            // Nobody is paused here.
        }

        @Override
        public void later(Duration delay, Runnable task) {
            // Nothing gets calm here.
        }

        @Override
        public void facts(Screen screen, PaneFacts facts) {
            screen.know(facts);
        }
    }
}
