package dev.sessionhub.web.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.web.problem.ProblemException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientFramesTest {

    @Test
    void frames_of_the_contract_are_read() {
        assertThat(
                        ClientFrames.read(
                                "{\"type\":\"session:attach\",\"ticket\":\"t\",\"columns\":80,\"rows\":24,\"encoding\":\"binary\"}"))
                .isEqualTo(new ClientFrame.Attach("t", 80, 24, Optional.of(ClientFrame.Encoding.BINARY)));
        assertThat(ClientFrames.read("{\"type\":\"terminal:input\",\"data\":\"\\u0003\"}"))
                .isEqualTo(new ClientFrame.Input("\u0003"));
        assertThat(ClientFrames.read("{\"type\":\"terminal:paste\",\"data\":\"a\\nb\"}"))
                .isEqualTo(new ClientFrame.Paste("a\nb"));
        assertThat(ClientFrames.read("{\"type\":\"terminal:resize\",\"columns\":1,\"rows\":1}"))
                .isEqualTo(new ClientFrame.Resize(1, 1));
        assertThat(ClientFrames.read("{\"type\":\"terminal:ack\",\"bytes\":99999999999}"))
                .isEqualTo(new ClientFrame.Ack(99_999_999_999L));
        assertThat(ClientFrames.read("{\"type\":\"ping\"}")).isEqualTo(new ClientFrame.Ping());
    }

    @Test
    void everything_else_is_a_bad_frame() {
        for (String text : new String[] {
            "",
            "x",
            "[]",
            "{}",
            "{\"type\":1}",
            "{\"type\":\"nope\"}",
            "{\"type\":\"terminal:input\"}",
            "{\"type\":\"terminal:input\",\"data\":5}",
            "{\"type\":\"terminal:resize\",\"columns\":0,\"rows\":1}",
            "{\"type\":\"terminal:ack\",\"bytes\":-1}",
            "{\"type\":\"ping\",\"x\":1}"
        }) {
            assertThatThrownBy(() -> ClientFrames.read(text)).as(text).isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void what_users_type_does_not_show_in_texts_of_a_log() {
        assertThat(new ClientFrame.Input("hunter2").toString()).doesNotContain("hunter2");
        assertThat(new ClientFrame.Paste("hunter2").toString()).doesNotContain("hunter2");
        assertThat(new ClientFrame.Attach("hunter2", 80, 24, Optional.empty()).toString())
                .doesNotContain("hunter2");
    }
}
