package dev.sessionhub.core.terminal.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ControlParserTest {

    private final Heard heard = new Heard();
    private final ControlParser parser = new ControlParser(heard);

    private static final class Heard implements ControlEvents {

        final List<String> events = new ArrayList<>();
        long bytes;

        @Override
        public void output(int pane, byte[] data) {
            events.add("output " + pane + " " + new String(data, ISO_8859_1));
            bytes += data.length;
        }

        @Override
        public void replyBegan(boolean ours) {
            events.add(ours ? "reply" : "foreign reply");
        }

        @Override
        public void replyLine(byte[] data, int from, int to) {
            events.add("line " + new String(data, from, to - from, ISO_8859_1));
            bytes += to - from;
        }

        @Override
        public void replyEnded(boolean ok) {
            events.add(ok ? "end" : "error");
        }

        @Override
        public void notice(String name, String text) {
            events.add("notice " + name + "|" + text);
            bytes += text.length();
        }
    }

    private void feed(String text) {
        byte[] bytes = text.getBytes(ISO_8859_1);
        parser.feed(bytes, bytes.length);
    }

    @Test
    void output_is_decoded_from_octal_and_joined_for_each_pane() {
        feed("%output %3 a\\033[1m\\134\\015\\012\n%output %3 b\n%output %4 c\n");
        assertThat(heard.events).containsExactly("output 3 a\u001b[1m\\\r\nb", "output 4 c");
    }

    @Test
    void what_looks_like_octal_and_is_not_stays() {
        feed("%output %1 \\9 \\01 \\777 \\\n");
        assertThat(heard.events).containsExactly("output 1 \\9 \\01 \\777 \\");
    }

    @Test
    void bytes_above_ascii_stay_as_they_are() {
        feed("%output %1 \u00e6\u00bc\u00a2\u0080\u00ff\n");
        assertThat(heard.events).containsExactly("output 1 \u00e6\u00bc\u00a2\u0080\u00ff");
    }

    @Test
    void output_with_an_age_is_output() {
        feed("%extended-output %1 250 : text : with colon\n");
        assertThat(heard.events).containsExactly("output 1 text : with colon");
    }

    @Test
    void a_reply_ends_only_with_its_own_number() {
        feed("%begin 10 7 1\n%end 10 8 1\n%output %1 x\n%begin 10 9 1\n\n%end 10 7 1\n");
        assertThat(heard.events)
                .containsExactly(
                        "reply", "line %end 10 8 1", "line %output %1 x", "line %begin 10 9 1", "line ", "end");
    }

    @Test
    void an_error_ends_a_reply_too_and_replies_to_others_are_told_apart() {
        feed("%begin 10 7 0\n%end 10 7 0\n%begin 10 8 1\ncan't find pane: %9\n%error 10 8 1\n");
        assertThat(heard.events).containsExactly("foreign reply", "end", "reply", "line can't find pane: %9", "error");
    }

    @Test
    void output_and_replies_keep_their_order() {
        feed("%output %1 before\n%begin 1 1 1\n%end 1 1 1\n%output %1 after\n%window-close @2\n");
        assertThat(heard.events)
                .containsExactly("output 1 before", "reply", "end", "output 1 after", "notice %window-close|@2");
    }

    @Test
    void the_cut_of_the_bytes_does_not_matter() {
        String text = "%output %1 a\\033b\n%begin 1 2 1\nline\n%end 1 2 1\n%output %2 \\134\n%exit reason\n";
        feed(text);
        List<String> whole = List.copyOf(heard.events);
        heard.events.clear();
        text.chars().forEach(character -> feed(Character.toString(character)));
        assertThat(heard.events).isEqualTo(whole);
    }

    @Test
    void a_line_without_end_keeps_no_more_than_the_longest_line() {
        feed("%output %1 ");
        for (int k = 0; k < 40; k++) {
            feed("x".repeat(100_000));
        }
        feed("\n%output %1 next\n");
        assertThat(heard.bytes).isLessThanOrEqualTo(ControlParser.LONGEST_LINE + 4L);
        assertThat(heard.events.getLast()).endsWith("next");
    }

    @Test
    void garbage_never_stops_it() {
        Random random = new Random(20261122);
        String[] words = {
            "%output %",
            "%begin ",
            "%end ",
            "%error ",
            "1 2 1",
            "\n",
            "\\033",
            "%",
            " ",
            "%extended-output %1",
            " : ",
            "99999999999999"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int k = random.nextInt(12); k >= 0; k--) {
                text.append(
                        random.nextInt(3) > 0
                                ? words[random.nextInt(words.length)]
                                : Character.toString(random.nextInt(256)));
            }
            feed(text.toString());
        }
        heard.events.clear();
        for (String line : List.of("\n", "%end 1 2 1\n", "%end  1 2 1\n")) {
            feed(line);
        }
        ControlParser fresh = new ControlParser(heard);
        byte[] good = "%output %1 fine\n".getBytes(ISO_8859_1);
        fresh.feed(good, good.length);
        assertThat(heard.events).endsWith("output 1 fine");
    }
}
