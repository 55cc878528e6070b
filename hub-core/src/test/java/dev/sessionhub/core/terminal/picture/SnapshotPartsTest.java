package dev.sessionhub.core.terminal.picture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.terminal.control.Commands;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotPartsTest {

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    @Test
    void the_pen_keeps_what_was_set_and_not_taken_back() {
        Pen pen = new Pen();
        pen.follow(bytes("\u001b[1;4mx\u001b[38;5;12m\u001b[48;2;1;2;3my\u001b[22m\u001b[31mz"));
        assertThat(pen.sequences()).isEqualTo("\u001b[4;48;2;1;2;3;31m");
        pen.follow(bytes("\u001b[0;3m"));
        assertThat(pen.sequences()).isEqualTo("\u001b[3m");
        pen.follow(bytes("\u001b[m"));
        assertThat(pen.isPlain()).isTrue();
    }

    @Test
    void the_pen_keeps_line_drawing() {
        Pen pen = new Pen();
        pen.follow(bytes("\u000eqqq"));
        assertThat(pen.sequences()).isEqualTo("\u000e");
        pen.follow(bytes("\u000fqqq"));
        assertThat(pen.isPlain()).isTrue();
    }

    @Test
    void a_broken_sequence_does_not_stop_the_pen() {
        Pen pen = new Pen();
        pen.follow(bytes("\u001b[38;5"));
        pen.follow(bytes("\u001b[38;2m\u001b[999;x;;m\u001b"));
        pen.follow(bytes("\u001b[0m"));
        assertThat(pen.isPlain()).isTrue();
    }

    @Test
    void the_last_character_comes_with_its_pen_its_marks_and_its_width() {
        LastCharacter last = LastCharacter.of(bytes("a\u001b[31m漢\u001b[0m"), new Pen());
        assertThat(last.text()).isEqualTo("漢\u001b[0m".substring(0, 1));
        assertThat(last.width()).isEqualTo(2);
        assertThat(last.pen().sequences()).isEqualTo("\u001b[31m");
        assertThat(LastCharacter.of(bytes("xe\u0301"), new Pen()).text()).isEqualTo("e\u0301");
        assertThat(LastCharacter.of(bytes(""), new Pen()).text()).isEqualTo(" ");
    }

    @Test
    void cells_erased_with_a_colour_are_drawn_behind_the_last_character() {
        List<byte[]> rows = List.of(bytes("a \u001b[31m漢"), bytes("b"), bytes("c "), bytes("\u001b[46m st "));
        List<byte[]> full = List.of(
                bytes("a \u001b[31m漢\u001b[46m   "),
                bytes("\u001b[0mb  "),
                bytes("c    \u001b[42m  \u001b[0m  "),
                bytes("\u001b[46m st "));
        assertThat(ErasedCells.behind(rows, full))
                .extracting(drawn -> new String(drawn, UTF_8).replace("\u000f", ""))
                .containsExactly(
                        "\u001b[0m\u001b[46;31m\u001b[3X\u001b[3C\u001b[0m",
                        "",
                        "\u001b[0m\u001b[3C\u001b[42m\u001b[2X\u001b[2C\u001b[0m",
                        "");
        assertThat(ErasedCells.behind(rows, List.of())).hasSize(4).allMatch(drawn -> drawn.length == 0);
    }

    @Test
    void a_hyperlink_is_no_character() {
        byte[] line = bytes("\u001b]8;;https://example.org/\u001b\\x\u001b]8;;\u001b\\");
        assertThat(LastCharacter.of(line, new Pen()).text()).isEqualTo("x");
    }

    @Test
    void text_never_splits_a_character_wherever_the_bytes_are_cut() {
        byte[] all = bytes("aä漢🙂é");
        for (int cut = 0; cut <= all.length; cut++) {
            Utf8Chunks chunks = new Utf8Chunks();
            String first = chunks.next(all, 0, cut);
            assertThat(first).doesNotContain("\ufffd");
            assertThat(first + chunks.next(all, cut, all.length - cut)).isEqualTo("aä漢🙂é");
        }
    }

    @Test
    void what_is_not_utf8_becomes_a_replacement_character() {
        byte[] wrong = {'a', (byte) 0xff, (byte) 0xc3, 'b'};
        assertThat(new Utf8Chunks().next(wrong, 0, 4)).isEqualTo("a\ufffd\ufffdb");
    }

    @Test
    void no_text_is_a_tmux_command() {
        byte[] hostile = bytes("\"; kill-server ; #{x} $HOME ~ \\ '\n%end é");
        assertThat(Commands.quoted(hostile, 0, hostile.length)).matches("\"([a-zA-Z0-9 ]|\\\\[0-3][0-7][0-7])*\"");
    }
}
