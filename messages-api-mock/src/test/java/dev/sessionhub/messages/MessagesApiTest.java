package dev.sessionhub.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessagesApiTest {

    private MessagesApi api;
    private HttpClient client;

    @BeforeEach
    void start() throws IOException {
        api = MessagesApi.start();
        client = HttpClient.newHttpClient();
    }

    @AfterEach
    void stop() {
        client.close();
        api.close();
    }

    @Test
    void a_prompt_without_a_script_is_answered_with_its_beginning() throws Exception {
        assertThat(ask(said("hello")).body()).contains("You said: hello", "\"stop_reason\":\"end_turn\"");
    }

    @Test
    void steps_follow_each_other_as_tools_are_used() throws Exception {
        String prompt = "please mock:write a.txt hi &&& mock:bash wc a.txt &&& mock:say ready";
        assertThat(ask(said(prompt)).body())
                .contains("\"name\":\"Write\"", "\"file_path\":\"/w/a.txt\"", "\"stop_reason\":\"tool_use\"");
        assertThat(ask(said(prompt) + used("Write")).body()).contains("\"name\":\"Bash\"", "wc a.txt");
        assertThat(ask(said(prompt) + used("Write") + used("Bash")).body())
                .contains("\"text\":\"ready\"", "\"stop_reason\":\"end_turn\"");
    }

    @Test
    void what_claude_code_adds_to_a_prompt_is_not_taken_for_it() throws Exception {
        String both = "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"<system-reminder>x\"},"
                + "{\"type\":\"text\",\"text\":\"mock:say one\"},{\"type\":\"text\",\"text\":\"<system-reminder>y\"}]}";
        assertThat(ask(both).body()).contains("\"text\":\"one\"");
    }

    @Test
    void a_stream_has_the_events_of_the_real_one() throws Exception {
        String body = send("{\"model\":\"m\",\"stream\":true,\"messages\":[" + said("mock:stream 2 1") + "]}")
                .body();
        assertThat(body.lines().filter(line -> line.startsWith("event: ")).distinct())
                .containsExactly(
                        "event: message_start",
                        "event: content_block_start",
                        "event: content_block_delta",
                        "event: content_block_stop",
                        "event: message_delta",
                        "event: message_stop");
        assertThat(body).contains("\"model\":\"m\"", "word2", "\"output_tokens\":50");
    }

    @Test
    void errors_come_as_the_script_says_and_a_missing_credential_is_one() throws Exception {
        HttpResponse<String> overloaded = ask(said("mock:error 529"));
        assertThat(overloaded.statusCode()).isEqualTo(529);
        assertThat(overloaded.body()).contains("overloaded_error");
        HttpRequest bare = request("/v1/messages", "{}").build();
        assertThat(client.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void json_is_answered_where_it_is_asked_for() throws Exception {
        String schema = "{\"format\":{\"schema\":{\"properties\":{\"title\":{}}}}}";
        String body = "{\"messages\":[" + said("hello") + "],\"output_config\":" + schema + "}";
        assertThat(send(body).body()).contains("{\\\"title\\\":\\\"mock\\\"}");
    }

    @Test
    void an_answer_is_held_back_until_it_is_let_go() throws Exception {
        api.holdAnswers(true);
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(
                request("/v1/messages", "{\"messages\":[" + said("mock:say late") + "]}")
                        .header("x-api-key", "k")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        while (api.asked("late") == 0) {
            Thread.onSpinWait();
        }
        assertThat(answer.isDone()).isFalse();
        api.holdAnswers(false);
        assertThat(answer.get().body()).contains("late");
    }

    @Test
    void what_was_received_can_be_read_and_forgotten() throws Exception {
        var _ = ask(said("mock:say x"));
        assertThat(get("/__log")).contains("\"credential\":\"x-api-key k\"", "mock:say x");
        var _ = client.send(request("/__reset", "").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(get("/__log")).isEmpty();
        assertThat(get("/__health")).isEqualTo("ok\n");
    }

    private static String said(String text) {
        return "{\"role\":\"system\",\"content\":\"Primary working directory: /w\\n\"},{\"role\":\"user\",\"content\":\""
                + text + "\"}";
    }

    private static String used(String tool) {
        return ",{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"name\":\"" + tool
                + "\"}]},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":\"ok\"}]}";
    }

    private HttpResponse<String> ask(String messages) throws Exception {
        return send("{\"model\":\"m\",\"messages\":[" + messages + "]}");
    }

    private HttpResponse<String> send(String body) throws Exception {
        HttpRequest request =
                request("/v1/messages?beta=true", body).header("x-api-key", "k").build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String get(String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(api.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(api.url() + path)).POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
