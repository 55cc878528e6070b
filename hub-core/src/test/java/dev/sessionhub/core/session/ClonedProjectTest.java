package dev.sessionhub.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.spi.tck.git.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    private Session running(String name, String project) {
        NewSession request = with(TestHub.named(name, true), _ -> Optional.of(project));
        return hub.await(hub.lifecycle.create(anna, request).session().id(), SessionState.RUNNING);
    }

    private long copies() {
        Path repositories = hub.data.resolve("repositories");
        try (Stream<Path> found = Files.exists(repositories) ? Files.list(repositories) : Stream.<Path>empty()) {
            return found.count();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
