package dev.sessionhub.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedSizeTest {

    private final AskedSize size = new AskedSize(80, 24);
    private final List<String> told = new ArrayList<>();

    @Test
    void a_size_that_is_asked_for_while_the_viewer_is_being_made_reaches_it() {
        AskedSize.Size given = size.now();
        size.ask(100, 30);
        size.tell(given, this::resize);
        assertThat(told).containsExactly("100x30");
    }

    @Test
    void a_size_that_is_asked_for_while_the_viewer_is_told_another_is_the_last_word() {
        AskedSize.Size given = size.now();
        size.ask(100, 30);
        size.tell(given, (columns, rows) -> {
            if (told.isEmpty()) {
                told.add("meanwhile");
                size.ask(120, 40);
            }
            resize(columns, rows);
        });
        assertThat(told).endsWith("120x40");
    }

    @Test
    void a_viewer_that_has_its_size_is_told_nothing_until_it_changes() {
        size.tell(size.now(), this::resize);
        assertThat(told).isEmpty();
        size.ask(5000, 0);
        assertThat(told).containsExactly("1000x1");
    }

    private void resize(int columns, int rows) {
        told.add(columns + "x" + rows);
    }
}
