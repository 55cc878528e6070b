package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.spi.tck.git.GitServer;
import jakarta.enterprise.event.Startup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Projects whose repository is on another machine. */
class ClonedProjectTest extends SessionTest {

    private GitServer server;
    private String url;

    @BeforeEach
    void serve() throws IOException {
        server = GitServer.of(home);
        url = server.url("repository/.git");
    }

    @AfterEach
    void stopServing() {
        server.close();
    }

    @Test
    void a_git_url_is_cloned_once_and_sessions_start_from_what_is_there_now() throws IOException {
        Project project = hub.projects.add("far", url);
        assertThat(project.remote()).hasToString("Optional[" + url + "]");
        assertThat(project.repository().getParent()).isEqualTo(hub.data.resolve("repositories"));
        assertFails(FailureCode.PROJECT_EXISTS, () -> hub.projects.add("far-again", url));
        assertFails(FailureCode.PROJECT_EXISTS, () -> hub.projects.add("far", server.url("other/.git")));
        assertThat(copies()).isEqualTo(1);

        Files.writeString(hub.repository.resolve("later.txt"), "later");
        Repositories.git(hub.repository, "add", "later.txt");
        Repositories.git(hub.repository, "commit", "-q", "-m", "later");
        Session session = running("on-far", "far");
        assertThat(session.worktree().path().resolve("later.txt")).hasContent("later");
        assertThat(session.origin().repository()).isEqualTo(project.repository());
        assertThat(messages(session)).first().isEqualTo("created");
    }

    @Test
    void a_session_is_made_from_what_was_fetched_if_the_machine_is_away_and_says_so() {
        hub.projects.add("far", url);
        server.close();
        Session session = running("on-far", "far");
        assertThat(messages(session))
                .first()
                .asString()
                .contains("what was fetched before")
                .contains(url);
    }

    @Test
    void what_cannot_be_cloned_is_named_and_leaves_nothing() {
        assertFails(FailureCode.REPOSITORY_INVALID, () -> hub.projects.add("far", server.url("nothing")));
        assertFails(FailureCode.VALIDATION_FAILED, () -> hub.projects.add("far", "https://me:secret@example.org/x"));
        assertFails(FailureCode.VALIDATION_FAILED, () -> hub.projects.add("far", "file://" + hub.repository));
        server.close();
        assertFails(FailureCode.REPOSITORY_UNAVAILABLE, () -> hub.projects.add("far", url));
        assertThat(copies()).isZero();
        assertThat(hub.projects.list()).hasSize(1);
    }

    @Test
    void the_same_url_is_not_cloned_twice_at_a_time() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String slow = "git://127.0.0.1:" + silent.getLocalPort() + "/slow.git";
            FutureTask<HubException> first = refusal(FailureCode.REPOSITORY_INVALID, "slow", slow);
            try (Socket _ = silent.accept()) {
                assertThat(copies()).isEqualTo(1);
                assertThat(refusal(FailureCode.PROJECT_EXISTS, "slow-too", slow).get())
                        .hasMessageContaining("is being cloned already");
                assertThat(hub.projects.clones()).singleElement().satisfies(clone -> {
                    assertThat(clone.remote()).hasToString(slow);
                    assertThat(clone.bytes()).isPositive();
                });
                hub.projects.begin(new Startup());
                assertThat(copies()).isEqualTo(1);
            }
            first.get();
        }
        assertThat(hub.projects.clones()).isEmpty();
        assertThat(copies()).isZero();
    }

    @Test
    void what_a_killed_hub_left_of_a_clone_goes_at_the_next_start_and_nothing_else() throws IOException {
        Project project = hub.projects.add("far", url);
        Path unfinished = hub.data.resolve("repositories/.unfinished");
        Files.createDirectories(unfinished.resolve("left-1a2b3c4d.git/objects/pack"));
        Files.createFile(unfinished.resolve("left-1a2b3c4d.git.lock"));
        Files.createDirectories(unfinished.resolve("of-somebody-else"));
        hub.projects.begin(new Startup());
        assertThat(unfinished.toFile().list()).containsExactly("of-somebody-else");
        assertThat(hub.projects.inspect(project.repository()).bare()).isTrue();
    }

    /** What is said to who adds a project, on a thread that does not wait for a silent machine for ever. */
    private FutureTask<HubException> refusal(FailureCode code, String name, String repository) {
        FutureTask<HubException> refusal =
                new FutureTask<>(() -> assertFails(code, () -> hub.projects.add(name, repository)));
        Thread.ofVirtual().start(refusal);
        return refusal;
    }

    private Session running(String name, String project) {
        NewSession request = with(TestHub.named(name, true), _ -> Optional.of(project));
        return hub.await(hub.lifecycle.create(anna, request).session().id(), SessionState.RUNNING);
    }

    /** Whole ones and others. */
    private long copies() {
        Path repositories = hub.data.resolve("repositories");
        try (Stream<Path> found = Files.exists(repositories) ? Files.walk(repositories, 2) : Stream.<Path>empty()) {
            return found.filter(path -> path.toString().endsWith(".git")).count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
