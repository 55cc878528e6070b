package dev.sessionhub.core.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewersTest {

    private static final long PROMPT_LIMIT = 1_000_000_000L;

    private final TmuxServer tmux = TmuxServer.shell();
    private final Terminals terminals = new Terminals();
    private final WatchingListener listener = new WatchingListener();
    private final Terminal terminal = terminals.open(UUID.randomUUID(), tmux.channel(), listener);

    @AfterEach
    void close() {
        terminals.close();
        tmux.close();
    }

    private Viewer attach(ViewerMode mode, int columns, int rows, WatchingSink sink) {
        return terminal.attach(new ViewerOptions(mode, columns, rows, Optional.empty()), sink);
    }

    private Viewer writer(WatchingSink sink) {
        Viewer viewer = attach(ViewerMode.WRITE, 80, 24, sink);
        sink.awaitText("hub>");
        return viewer;
    }

    private static byte[] line(String text) {
        return (text + "\r").getBytes(UTF_8);
    }

    @Test
    void the_last_writer_sets_the_size_and_everybody_is_told() {
        WatchingSink first = new WatchingSink();
        WatchingSink second = new WatchingSink();
        WatchingSink third = new WatchingSink();
        Viewer small = writer(first);
        Viewer large = attach(ViewerMode.WRITE, 120, 40, second);
        attach(ViewerMode.READ, 60, 10, third).resize(61, 11);
        second.awaitEvent("buffer 80x24");
        third.awaitEvent("buffer 80x24");
        large.input(new byte[] {' '});
        first.awaitEvent("buffer 120x40");
        third.awaitEvent("buffer 120x40");
        assertThat(first.events()).containsSubsequence("buffer 80x24", "resized 120x40", "buffer 120x40");
        small.resize(90, 30);
        second.awaitEvent("buffer 90x30");
        assertThat(terminal.columns()).isEqualTo(90);
        assertThat(tmux.run("display-message", "-p", "-t", "agent", "#{pane_width}x#{pane_height}"))
                .isEqualTo("90x30");
    }

    @Test
    void dragging_a_corner_ends_at_the_last_size_and_costs_few_buffers() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        for (int columns = 81; columns <= 140; columns++) {
            viewer.resize(columns, 30);
        }
        sink.awaitEvent("buffer 140x30");
        assertThat(sink.buffers()).isLessThan(10);
    }

    @Test
    void a_resize_from_outside_is_told() {
        WatchingSink sink = new WatchingSink();
        writer(sink);
        tmux.run("resize-window", "-t", "agent", "-x", "70", "-y", "20");
        sink.awaitEvent("buffer 70x20");
    }

    @Test
    void a_reader_cannot_type() {
        Viewer reader = attach(ViewerMode.READ, 80, 24, new WatchingSink());
        assertThatThrownBy(() -> reader.input(line("echo no"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.paste("no")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void every_byte_that_is_typed_arrives() throws Exception {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        Path file = tmux.folder().resolve("typed");
        viewer.input(line("stty raw -echo; echo ready; head -c 1024 > " + file + "; stty sane; echo all-$((1+1))"));
        sink.awaitText("\rready");
        byte[] all = new byte[1024];
        for (int k = 0; k < all.length; k++) {
            all[k] = (byte) k;
        }
        viewer.input(all);
        sink.awaitText("all-2\r\n");
        assertThat(Files.readAllBytes(file)).isEqualTo(all);
    }

    @Test
    void hostile_text_is_pasted_and_never_run_by_tmux() throws Exception {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        Path file = tmux.folder().resolve("pasted");
        viewer.input(line("cat > " + file));
        sink.awaitText("pasted\r\n");
        String hostile = "\"; kill-server ; 'x' #{pane_id} $HOME ~ \\ %end é漢 `id` \\033\ttab\u001b[201~\nlast\n";
        viewer.paste(hostile);
        sink.awaitText("last\r\n");
        viewer.input(new byte[] {4});
        sink.await(seen -> Files.exists(file) && seen.text().endsWith("hub> "), "the prompt");
        assertThat(Files.readString(file)).isEqualTo(hostile.replace("\u001b", ""));
    }

    @Test
    void two_hundred_kilobytes_are_pasted_whole() throws Exception {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        Path file = tmux.folder().resolve("pasted");
        viewer.input(line("stty -echo; cat > " + file + "; stty echo; echo pasted-$((6*7))"));
        StringBuilder text = new StringBuilder();
        for (int k = 0; text.length() < 200_000; k++) {
            text.append("line ").append(k).append(" äöü漢 \"quoted\" $x ;\n");
        }
        viewer.paste(text.toString());
        viewer.input(new byte[] {4});
        sink.awaitText("pasted-42");
        assertThat(Files.readString(file)).isEqualTo(text.toString());
        assertThat(tmux.run("list-buffers")).isEmpty();
    }

    @Test
    void brackets_come_only_if_the_program_asked_for_them() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        viewer.input(line("printf '\\033[?2004h'; stty -echo; cat -v"));
        sink.awaitText("\u001b[?2004h");
        viewer.paste("in brackets\n");
        viewer.input(line(""));
        sink.awaitText("^[[200~in brackets");
    }

    @Test
    void a_viewer_that_never_reads_harms_nobody_and_gets_the_last_screen_when_it_reads_again() {
        WatchingSink good = new WatchingSink();
        WatchingSink bad = new WatchingSink();
        Viewer viewer = writer(good);
        attach(ViewerMode.READ, 80, 24, bad);
        bad.awaitText("hub>");
        bad.stop();
        viewer.input(line("seq 1 400000; echo finished-$((1+1))"));
        good.awaitText("finished-2");
        long before = bad.received();
        bad.goOn();
        assertThat(bad.awaitText("finished-2")).contains("400000");
        assertThat(bad.received() - before).isLessThan(4L * ViewerFeed.WINDOW);
    }

    @Test
    void when_nobody_reads_the_program_still_runs_on() throws Exception {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        Path file = tmux.folder().resolve("done");
        sink.stop();
        viewer.input(line("seq 1 2000000; touch " + file));
        long end = System.nanoTime() + WatchingSink.PATIENCE.toNanos();
        while (!Files.exists(file) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(file).exists();
        sink.goOn();
        sink.awaitText("\n2000000\r");
    }

    @Test
    void a_viewer_that_acknowledges_slowly_is_given_no_more_than_its_window() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        viewer.acknowledge(sink.received());
        viewer.input(line("seq 1 300000; echo finished-$((1+1))"));
        sink.await(seen -> seen.received() > 1000, "output");
        viewer.input(line(""));
        WatchingSink other = new WatchingSink();
        Viewer second = attach(ViewerMode.READ, 80, 24, other);
        other.awaitText("finished-2");
        assertThat(sink.received()).isLessThan(2L * ViewerFeed.WINDOW);
        second.close();
        viewer.acknowledge(sink.received());
        sink.awaitText("finished-2");
    }

    @Test
    void after_a_flood_the_history_is_there() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        viewer.acknowledge(sink.received());
        viewer.input(line("seq 1 300000; echo finished-$((1+1))"));
        sink.await(
                seen -> {
                    viewer.acknowledge(seen.received());
                    return seen.text().contains("finished-2") && seen.text().contains("\n292000\r");
                },
                "the last lines and ten thousand before them");
    }

    @Test
    void interrupting_a_flood_shows_the_prompt_at_once() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        viewer.input(line("yes"));
        sink.await(seen -> seen.received() > 1_000_000, "a flood");
        long begun = System.nanoTime();
        viewer.input(new byte[] {3});
        sink.awaitText("hub>");
        assertThat(System.nanoTime() - begun).isLessThan(PROMPT_LIMIT);
    }

    @Test
    void another_window_is_another_terminal() {
        String window = tmux.run("new-window", "-d", "-P", "-F", "#{window_id}", "-t", "agent", "cat");
        WatchingSink shell = new WatchingSink();
        WatchingSink cat = new WatchingSink();
        Viewer agent = writer(shell);
        Viewer viewer = terminal.attach(new ViewerOptions(ViewerMode.WRITE, 90, 30, Optional.of(window)), cat);
        cat.awaitEvent("buffer 90x30");
        viewer.input(line("for the cat"));
        cat.awaitText("for the cat");
        agent.input(line("echo for-the-$((1+1))"));
        shell.awaitText("for-the-2");
        assertThat(cat.text()).doesNotContain("for-the-2");
        tmux.run("kill-window", "-t", window);
        cat.awaitEvent("ended");
    }

    @Test
    void a_window_that_does_not_exist_ends_the_viewer_and_nobody_else() {
        WatchingSink shell = new WatchingSink();
        Viewer agent = writer(shell);
        WatchingSink sink = new WatchingSink();
        terminal.attach(new ViewerOptions(ViewerMode.WRITE, 80, 24, Optional.of("@99")), sink);
        sink.awaitEvent("ended TerminalEnd[cause=CLOSED");
        agent.input(line("echo still-$((1+1))"));
        shell.awaitText("still-2");
    }

    @Test
    void the_state_that_the_agent_sets_is_told() {
        tmux.run("set-option", "-p", "-t", "agent", "@agent_state", "working; \"now\" %exit");
        assertThat(listener.await("state w")).isEqualTo("state working; \"now\" %exit");
    }

    @Test
    void while_nobody_looks_tmux_sends_no_output() {
        WatchingSink sink = new WatchingSink();
        Viewer viewer = writer(sink);
        assertThat(tmux.run("list-clients", "-F", "#{client_flags}")).doesNotContain("no-output");
        viewer.close();
        listener.await("viewers 0");
        terminal.capture();
        assertThat(tmux.run("list-clients", "-F", "#{client_flags}")).contains("no-output");
        WatchingSink again = new WatchingSink();
        writer(again).input(line("echo again-$((1+1))"));
        again.awaitText("again-2");
    }

    @Test
    void a_signal_that_ends_the_program_is_told() {
        WatchingSink sink = new WatchingSink();
        writer(sink).input(line("kill -9 $$"));
        assertThat(listener.await("ended")).isEqualTo("ended the program was ended by signal 9");
    }
}
