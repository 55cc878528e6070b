package dev.sessionhub.spi.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/team/app.git",
                "https://git.example.org:8443/app",
                "http://[::1]:8080/app",
                "ssh://git@git.example.org/team/app.git",
                "ssh://git.example.org:2222/~me/app",
                "git://git.example.org/app",
                "git@git.example.org:team/app.git"
            })
    void a_url_of_another_machine_is_taken_as_it_is(String url) {
        assertThat(new RemoteUrl(url)).hasToString(url);
        assertThat(RemoteUrl.isMeant(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc",
                "ext::sh://-c/x",
                "ftp://git.example.org/app",
                "https://",
                "https:///app",
                "https://git.example.org",
                "https://git.example.org/",
                "https://git.example.org/app?x=1",
                "https://git.example.org/app#x",
                "https://git.example.org/a b",
                "https://git.example.org/\n",
                "ssh://-oProxyCommand=x/app",
                "ssh://-x@git.example.org/app",
                "-x@git.example.org:app",
                "git@-x:app",
                "git@git.example.org:",
                "/srv/app.git",
                "app",
                ""
            })
    void anything_else_is_refused(String url) {
        assertThatThrownBy(() -> new RemoteUrl(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://token:hunter2@git.example.org/app.git",
                "https://hunter2@git.example.org/app.git",
                "ssh://git:hunter2@git.example.org/app.git"
            })
    void a_secret_is_refused_and_not_repeated(String url) {
        assertThatThrownBy(() -> new RemoteUrl(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not hold")
                .hasMessageNotContaining("hunter2");
    }
}
