package dev.sessionhub.spi.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BranchNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"main", "hub/calm-otter", "feature/ä-ü", "a.b", "x@y", "release-1.0"})
    void ordinaryNamesAreAccepted(String name) {
        assertThat(new BranchName(name).reference()).isEqualTo("refs/heads/" + name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-x",
                "HEAD",
                "@",
                "a..b",
                "a b",
                "a\nb",
                "a~1",
                "a^",
                "a:b",
                "a?",
                "a*",
                "a[",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                ".a",
                "a/.b",
                "a.lock",
                "a.lock/b",
                "a.",
                "a@{1}",
                "\u007f"
            })
    void namesGitRefusesAreRefused(String name) {
        assertThatThrownBy(() -> new BranchName(name)).hasMessageContaining("not a valid branch name");
    }

    @Test
    void nothingIsAcceptedThatGitRefuses() throws Exception {
        List<String> alphabet =
                List.of("a", "b", "/", ".", "-", "@", "{", "~", " ", "lock", ".lock", "HEAD", "ü", "\\");
        Random random = new Random(7);
        for (int i = 0; i < 400; i++) {
            StringBuilder name = new StringBuilder();
            for (int j = 0, n = 1 + random.nextInt(6); j < n; j++) {
                name.append(alphabet.get(random.nextInt(alphabet.size())));
            }
            if (BranchName.isValid(name.toString())) {
                assertThat(gitAccepts(name.toString()))
                        .as("git accepts \"%s\"", name)
                        .isTrue();
            }
        }
    }

    private static boolean gitAccepts(String name) throws IOException, InterruptedException {
        return new ProcessBuilder("git", "check-ref-format", "--branch", name)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
