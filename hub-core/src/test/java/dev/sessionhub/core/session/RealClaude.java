package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sessionhub.core.agent.AgentKind;
import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.config.AgentSettings;
import dev.sessionhub.messages.ClaudeCode;
import dev.sessionhub.messages.MessagesApi;
import dev.sessionhub.spi.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub whose sessions run the real Claude Code, which asks a stand-in for the Messages API. */
abstract class RealClaude extends SessionTest {

    static final String KEY = "sk-test-0123456789abcdefghij";

    MessagesApi api;
    private Path tools;

    @Override
    @BeforeEach
    void open() throws IOException {
        Optional<Path> claude = ClaudeCode.find(Path.of(System.getProperty("hub.root")));
        if (System.getenv("CI") != null) {
            assertThat(claude).as(ClaudeCode.HINT).isPresent();
        }
        assumeTrue(claude.isPresent(), ClaudeCode.HINT);
        tools = Files.createDirectories(home.resolve("tools"));
        Files.writeString(tools.resolve("claude"), "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(claude.orElseThrow()));
        Files.setPosixFilePermissions(tools.resolve("claude"), PosixFilePermissions.fromString("rwxr-xr-x"));
        api = MessagesApi.start();
        hub = new TestHub(database, home, settings());
    }

    @AfterEach
    void closeTheApi() {
        if (api != null) {
            api.close();
        }
    }

    AgentSettings settings() {
        return new AgentSettings(Optional.of(Secret.of(KEY)), Optional.empty(), environment());
    }

    Map<String, Secret> environment() {
        return Map.of("ANTHROPIC_BASE_URL", Secret.of(api.url()));
    }

    Session running(Optional<String> prompt) {
        WantedSession wanted = WantedSession.of(AgentKind.CLAUDE).with("PATH", tools + ":" + System.getenv("PATH"));
        prompt.ifPresent(wanted::told);
        return hub.await(hub.lifecycle.create(anna, wanted.asked()).session().id(), SessionState.RUNNING);
    }

    Session restarted(Session session) {
        hub.lifecycle.stop(anna, session.id());
        hub.await(session.id(), SessionState.STOPPED);
        hub.lifecycle.start(anna, session.id());
        return hub.await(session.id(), SessionState.RUNNING);
    }

    Session begun(Session session) {
        return hub.await(session.id(), now -> now.agent().conversationIsBegun(), "begun");
    }

    void awaitActivity(Session session, Activity activity) {
        hub.awaitThat(
                () -> hub.sessions.snapshot(session).agent().activity() == activity,
                () -> activity + " but " + hub.sessions.snapshot(session).agent() + "\n" + screen(session));
    }

    /** Claude Code takes what comes in one piece for pasted text. */
    void say(Session session, String text) {
        type(session, text);
        hub.awaitThat(() -> screen(session).contains(text), () -> "said " + text + "\n" + screen(session));
        type(session, "\r");
    }

    /** Goes on in another conversation. */
    Session cleared(Session session) {
        say(session, "/clear");
        UUID first = session.agent().conversation();
        return hub.await(session.id(), now -> !now.agent().conversation().equals(first), "in another conversation");
    }

    void type(Session session, String keys) {
        hub.terminals().find(session.id()).orElseThrow().type(keys.getBytes(StandardCharsets.UTF_8));
    }

    String screen(Session session) {
        return hub.terminals()
                .find(session.id())
                .map(terminal -> terminal.capture())
                .orElse("");
    }

    Path configuration(Session session) {
        return hub.data.resolve("sessions").resolve(session.id().toString()).resolve("claude");
    }

    Path conversation(Session session) throws IOException {
        String name = session.agent().conversation() + ".jsonl";
        try (var files = Files.walk(configuration(session).resolve("projects"))) {
            List<Path> found = files.filter(file -> file.endsWith(name)).toList();
            assertThat(found).hasSize(1);
            return found.getFirst();
        }
    }
}
