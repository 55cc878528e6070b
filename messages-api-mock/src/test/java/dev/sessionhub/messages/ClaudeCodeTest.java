package dev.sessionhub.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real Claude Code takes the stand-in for the real API. */
class ClaudeCodeTest {

    private static final String KEY = "sk-test-0123456789abcdefghij";

    @TempDir
    Path home;

    @Test
    void it_uses_tools_as_the_script_says() throws Exception {
        try (MessagesApi api = MessagesApi.start()) {
            String said = ask(api, "please mock:write a.txt hello &&& mock:bash cat a.txt | wc -c &&& mock:say ready");
            assertThat(said).isEqualToIgnoringNewLines("ready");
            assertThat(home.resolve("work/a.txt")).hasContent("hello");
            assertThat(api.received())
                    .filteredOn(Exchange::isMessage)
                    .hasSize(3)
                    .allSatisfy(exchange -> {
                        assertThat(exchange.path()).isEqualTo("/v1/messages?beta=true");
                        assertThat(exchange.credential()).isEqualTo("x-api-key " + KEY);
                    });
        }
    }

    private String ask(MessagesApi api, String prompt) throws IOException, InterruptedException {
        Optional<Path> claude = ClaudeCode.find(Path.of(System.getProperty("hub.root")));
        if (System.getenv("CI") != null) {
            assertThat(claude).as(ClaudeCode.HINT).isPresent();
        }
        assumeTrue(claude.isPresent(), ClaudeCode.HINT);
        Path work = Files.createDirectories(home.resolve("work"));
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        claude.orElseThrow().toString(),
                        "-p",
                        prompt,
                        "--permission-mode",
                        "acceptEdits",
                        "--allowed-tools",
                        "Bash"))
                .directory(work.toFile())
                .redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "CLAUDE_CONFIG_DIR",
                        home.resolve("config").toString(),
                        "ANTHROPIC_BASE_URL",
                        api.url(),
                        "ANTHROPIC_API_KEY",
                        KEY,
                        "DISABLE_AUTOUPDATER",
                        "1",
                        "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                        "1",
                        "CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL",
                        "1"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
