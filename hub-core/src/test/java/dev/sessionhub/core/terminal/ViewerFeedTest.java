package dev.sessionhub.core.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.terminal.pane.Size;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewerFeedTest {

    @Test
    void of_many_sizes_a_stuck_viewer_is_told_the_last_one() throws Exception {
        List<String> told = new ArrayList<>();
        ViewerFeed feed = new ViewerFeed(sink(told));
        for (int columns = 2; columns <= 1000; columns++) {
            feed.resized(new Size(columns, 24));
        }
        feed.end(TerminalEnd.closed("enough"));
        boolean more = feed.handOn();
        while (more) {
            more = feed.handOn();
        }
        assertThat(told).containsExactly("1000x24", "enough");
    }

    private static ViewerSink sink(List<String> told) {
        return new ViewerSink() {
            @Override
            public void buffer(byte[] data, int columns, int rows) {
                told.add("buffer");
            }

            @Override
            public void output(byte[] data, int offset, int length) {
                told.add("output");
            }

            @Override
            public void resized(int columns, int rows) {
                told.add(columns + "x" + rows);
            }

            @Override
            public void ended(TerminalEnd end) {
                told.add(end.reason());
            }
        };
    }
}
