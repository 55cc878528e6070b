package dev.sessionhub.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {

    @Test
    void wrong_usage_has_an_exit_code_of_its_own() {
        assertThat(Main.run("fly")).isEqualTo(2);
        assertThat(Main.run("up", "--nonsense")).isEqualTo(2);
        assertThat(Main.run("up", "--port", "abc")).isEqualTo(2);
        assertThat(Main.run("up", "-d", "--port", "99999")).isEqualTo(2);
        assertThat(Main.run("up", "--port", "-1")).isEqualTo(2);
        assertThat(Main.run("user", "add")).isEqualTo(2);
        assertThat(Main.run("image", "build", "--base")).isEqualTo(2);
        assertThat(Main.run("user", "add", "ada", "--role", "king")).isEqualTo(2);
    }

    @Test
    void help_names_every_command_of_the_script_too() {
        assertThat(new CommandLine(new HubCommand()).getUsageMessage())
                .contains("up ", "down ", "status ", "doctor ", "test ", "train ");
    }

    @Test
    void help_is_no_failure() {
        assertThat(Main.run("help")).isZero();
    }
}
