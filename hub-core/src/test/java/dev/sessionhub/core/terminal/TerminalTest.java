package dev.sessionhub.core.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final TmuxServer tmux = TmuxServer.shell();
    private final Terminals terminals = new Terminals();
    private final WatchingListener listener = new WatchingListener();
    private final WatchingSink sink = new WatchingSink();
    private final UUID session = UUID.randomUUID();

    @AfterEach
    void close() {
        terminals.close();
        tmux.close();
    }

    private Terminal open() {
        return terminals.open(session, tmux.channel(), listener);
    }

    private static ViewerOptions writer(int columns, int rows) {
        return new ViewerOptions(ViewerMode.WRITE, columns, rows, Optional.empty());
    }

    private static ViewerOptions reader(int columns, int rows) {
        return new ViewerOptions(ViewerMode.READ, columns, rows, Optional.empty());
    }

    private static byte[] typed(String line) {
        return (line + "\r").getBytes(UTF_8);
    }

    @Test
    void what_is_typed_comes_back_as_output() {
        Viewer viewer = open().attach(writer(80, 24), sink);
        sink.awaitText("hub>");
        viewer.input(typed("echo is-$((40+2))"));
        sink.awaitText("is-42");
    }

    @Test
    void a_late_viewer_gets_a_buffer_with_the_history() {
        Viewer viewer = open().attach(writer(80, 24), sink);
        viewer.input(typed("seq 1000 1200"));
        sink.await(
                seen -> seen.text().contains("\n1200")
                        && seen.text().lastIndexOf("hub>") > seen.text().lastIndexOf("\n1200"),
                "the next prompt");
        WatchingSink late = new WatchingSink();
        open().attach(reader(80, 24), late);
        assertThat(late.awaitText("1200\r\nhub>")).contains("1000\r\n1001\r\n");
    }

    @Test
    void a_late_viewer_gets_spaces_where_some_were_written_and_nowhere_else() {
        Viewer viewer = open().attach(writer(80, 24), sink);
        viewer.input(typed("printf 'two spaces  \\nnone\\n'"));
        sink.await(
                seen -> seen.text().contains("\nnone")
                        && seen.text().lastIndexOf("hub>") > seen.text().lastIndexOf("\nnone"),
                "the next prompt");
        WatchingSink late = new WatchingSink();
        open().attach(reader(80, 24), late);
        assertThat(late.awaitText("none\r\nhub>")).contains("\ntwo spaces  \r\nnone\r\n");
    }

    /** tmux 3.3a leaves about every second one that ends without output uncollected; six in a row are no luck. */
    @RepeatedTest(6)
    void a_program_that_ends_quietly_is_never_taken_for_a_running_one() {
        try (TmuxServer quiet = TmuxServer.running("sh", "-c", "read line; exit 3")) {
            terminals.open(UUID.randomUUID(), quiet.channel(), listener).type(typed(""));
            assertThat(listener.await("ended")).isEqualTo("ended the program ended with exit code 3");
        }
    }

    @Test
    void the_end_of_the_program_is_told_with_its_exit_code_and_the_screen_stays() {
        Viewer viewer = open().attach(writer(80, 24), sink);
        viewer.input(typed("echo last words; exit 3"));
        assertThat(listener.await("ended")).isEqualTo("ended the program ended with exit code 3");
        sink.awaitEvent("ended");
        WatchingSink late = new WatchingSink();
        open().attach(writer(80, 24), late);
        late.awaitEvent("ended");
        assertThat(late.text()).contains("last words\r\n");
        assertThat(open().capture()).contains("last words");
    }

    @Test
    void a_killed_tmux_is_a_lost_connection() {
        Terminal terminal = open();
        terminal.attach(writer(80, 24), sink);
        tmux.kill();
        listener.await("disconnected");
        sink.awaitEvent("ended TerminalEnd[cause=DISCONNECTED");
        assertThat(terminals.find(session)).isEmpty();
        assertThatThrownBy(() -> terminal.attach(writer(80, 24), sink)).isInstanceOf(TerminalException.class);
    }

    @Test
    void without_tmux_opening_says_why() {
        tmux.kill();
        // A server that is still ending says that it exited.
        assertThatThrownBy(this::open)
                .isInstanceOf(TerminalException.class)
                .hasMessageMatching(".*(no server running|server exited).*");
    }
}
