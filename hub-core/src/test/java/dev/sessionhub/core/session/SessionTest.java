package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.core.agent.AgentStatus.Activity;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub with the sessions of one user. */
abstract class SessionTest extends UserTest {

    TestHub hub;

    @BeforeEach
    void open() throws IOException {
        hub = new TestHub(database, home);
    }

    @AfterEach
    void close() {
        if (hub != null) {
            hub.removeEverything();
        }
    }

    Session running(String name) {
        return hub.await(
                hub.lifecycle.create(anna, TestHub.named(name, true)).session().id(), SessionState.RUNNING);
    }

    Activity activity(Session session) {
        return hub.sessions.snapshot(session).agent().activity();
    }

    List<String> messages(Session session) {
        return hub.sessions.history(anna, session.id(), 0).stream()
                .map(SessionEvent::message)
                .toList();
    }

    /** Committed, staged, changed, untracked, ignored, executable, linked and empty. */
    static void work(Path tree) throws IOException {
        Files.writeString(tree.resolve("committed.txt"), "committed");
        Repositories.git(tree, "add", "committed.txt");
        Repositories.git(tree, "commit", "-q", "-m", "work");
        Files.writeString(tree.resolve("README.md"), "changed");
        Files.writeString(tree.resolve("staged.txt"), "staged");
        Repositories.git(tree, "add", "staged.txt");
        Files.writeString(tree.resolve(".gitignore"), "*.secret\n");
        Files.writeString(tree.resolve("a.secret"), "ignored");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("/nowhere"));
        Files.createDirectories(tree.resolve("empty"));
        Files.write(tree.resolve("binary"), new byte[] {0, 1, 2, (byte) 0xff});
        Files.setPosixFilePermissions(tree.resolve("binary"), PosixFilePermissions.fromString("rwxr-x---"));
    }

    static NewSession with(NewSession request, java.util.function.Function<NewSession, Optional<String>> project) {
        return new NewSession(
                request.name(),
                project.apply(request),
                request.provider(),
                request.base(),
                request.branch(),
                request.agent(),
                request.command(),
                request.prompt(),
                request.environment(),
                request.limits(),
                request.network(),
                request.start());
    }

    static HubException assertFails(FailureCode code, Callable<?> call) {
        HubException[] caught = new HubException[1];
        assertThatThrownBy(call::call)
                .isInstanceOfSatisfying(HubException.class, failure -> caught[0] = failure)
                .hasFieldOrPropertyWithValue("code", code);
        return caught[0];
    }

    String inside(Session session, String shellText) {
        try (ExecProcess process =
                hub.provider.exec(session.container().orElseThrow(), ExecSpec.of("sh", "-c", shellText))) {
            process.stdin().close();
            String output = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            String errors = new String(process.stderr().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(shellText + errors).isZero();
            return output.strip();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
