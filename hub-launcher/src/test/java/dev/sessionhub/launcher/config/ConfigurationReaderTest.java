package dev.sessionhub.launcher.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationReaderTest {

    @TempDir
    Path home;

    private boolean engine;

    @Test
    void everything_has_a_default() {
        HubConfiguration configuration = read(Map.of());

        assertThat(configuration.port()).isEqualTo(8080);
        assertThat(configuration.address()).isEqualTo("127.0.0.1");
        assertThat(configuration.data()).isEqualTo(home.resolve("data"));
        assertThat(configuration.worktrees()).isEqualTo(home.resolve("data/worktrees"));
        assertThat(configuration.database()).isEmpty();
        assertThat(configuration.values())
                .containsEntry("hub.provider.default", "local")
                .containsEntry("hub.provider.local.type", "local")
                .containsEntry("hub.session.retention", "P7D");
    }

    @Test
    void the_environment_is_stronger_than_dot_env_which_is_stronger_than_the_properties() throws IOException {
        properties("hub.http.port = 1001\nhub.git.backend = other\nhub.terminal.history = 500");
        dotEnv("HUB_PORT=1002\nHUB_GIT_BACKEND='third'");

        HubConfiguration configuration = read(Map.of("HUB_PORT", "1003"));

        assertThat(configuration.port()).isEqualTo(1003);
        assertThat(configuration.values())
                .containsEntry("hub.git.backend", "third")
                .containsEntry("hub.terminal.history", "500");
    }

    @Test
    void an_option_of_the_command_is_stronger_than_all() throws IOException {
        properties("hub.http.port = 1001");

        assertThat(read(Map.of("HUB_PORT", "1003"), Map.of(Setting.PORT, "1004"))
                        .port())
                .isEqualTo(1004);
    }

    @Test
    void an_empty_variable_says_nothing() throws IOException {
        properties("hub.http.port = 1001");

        assertThat(read(Map.of("HUB_PORT", "")).port()).isEqualTo(1001);
    }

    @Test
    void all_problems_are_reported_at_once_and_say_where() throws IOException {
        properties("hub.htpp.port = 1\nhub.session.retention = week");
        dotEnv("HUB_PROT=1\nno assignment\nHUB_TERMINAL_HISTORY=5");

        List<String> problems = problems(Map.of(
                "HUB_PORT",
                "70000",
                "BASE_REPO_PATH",
                "nowhere",
                "HUB_ADDRESS",
                "not an address",
                "HUB_TRUSTED_PROXIES",
                "10.0.0.0/8, 10.0.0.0/33",
                "DATABASE_URL",
                "mysql://x"));

        assertThat(problems)
                .hasSize(10)
                .anySatisfy(problem -> assertThat(problem).contains("hub.properties", "unknown key hub.htpp.port"))
                .anySatisfy(problem -> assertThat(problem).contains("hub.session.retention", "ISO-8601", "\"week\""))
                .anySatisfy(problem -> assertThat(problem).contains("line 1 of", ".env", "unknown variable HUB_PROT"))
                .anySatisfy(problem -> assertThat(problem).contains("line 2 of", "NAME=value"))
                .anySatisfy(problem -> assertThat(problem).contains("HUB_TERMINAL_HISTORY (line 3", "100 to 1000000"))
                .anySatisfy(problem -> assertThat(problem).contains("HUB_PORT", "65535", "\"70000\""))
                .anySatisfy(
                        problem -> assertThat(problem).contains("BASE_REPO_PATH", "Git repository", home.toString()))
                .anySatisfy(problem -> assertThat(problem).contains("HUB_ADDRESS"))
                .anySatisfy(problem -> assertThat(problem).contains("HUB_TRUSTED_PROXIES", "10.0.0.0/8"))
                .anySatisfy(problem -> assertThat(problem).contains("DATABASE_URL", "postgresql://"));
    }

    @Test
    void a_folder_of_plug_ins_a_git_back_end_and_a_port_of_a_database_that_are_not_there_are_problems_too()
            throws IOException {
        Files.createDirectories(home.resolve("mine"));
        String database = "postgresql://u:secret@h:70000/db";

        assertThat(problems(Map.of("HUB_PLUGINS_PATH", "mine", "HUB_GIT_BACKEND", "svn")))
                .containsExactly("HUB_GIT_BACKEND must be one of Optional[mine], not \"svn\"");
        assertThat(problems(Map.of("HUB_PLUGINS_PATH", "nowhere", "HUB_GIT_BACKEND", "svn", "DATABASE_URL", database)))
                .hasSize(2)
                .anySatisfy(
                        problem -> assertThat(problem).contains("HUB_PLUGINS_PATH must be a folder", home.toString()))
                .anySatisfy(problem -> assertThat(problem).contains("DATABASE_URL", "port from 1 to 65535"));
    }

    @Test
    void no_problem_shows_a_secret() throws IOException {
        dotEnv("ANTHROPIC_API_KEY\nsecret-in-a-broken-line");

        List<String> problems = problems(Map.of(
                "DATABASE_URL",
                "mysql://me:secret-1@host/db",
                "AUTH_SECRET",
                "secret-2",
                "HUB_ADMIN_PASSWORD",
                "secret-"));

        assertThat(problems).hasSize(5);
        assertThat(String.join("\n", problems)).doesNotContain("secret-");
    }

    @Test
    void providers_are_named_by_their_keys() {
        HubConfiguration configuration = read(Map.of(
                "HUB_PROVIDER_BOX_TYPE", "docker",
                "HUB_PROVIDER_BOX_API_TOKEN", "t",
                "HUB_PROVIDER_HERE_TYPE", "local",
                "HUB_PROVIDER_DEFAULT", "box"));

        assertThat(configuration.values())
                .containsEntry("hub.provider.box.type", "docker")
                .containsEntry("hub.provider.box.api-token", "t")
                .containsEntry("hub.provider.default", "box")
                .doesNotContainKey("hub.provider.local.type");
        assertThat(configuration.hasProviderOfType("docker")).isTrue();
        assertThat(configuration.hasProviderOfType("proxmox")).isFalse();
    }

    @Test
    void an_engine_of_this_machine_is_there_unasked_but_not_the_default() {
        engine = true;

        assertThat(read(Map.of()).values())
                .containsEntry("hub.provider.docker.type", "docker")
                .containsEntry("hub.provider.local.type", "local")
                .containsEntry("hub.provider.default", "local");
        assertThat(read(Map.of("HUB_PROVIDER_HERE_TYPE", "local")).values())
                .doesNotContainKey("hub.provider.docker.type");
    }

    @Test
    void an_engine_that_holds_sessions_is_there_although_it_does_not_answer() throws IOException {
        assertThat(read(Map.of()).values()).doesNotContainKey("hub.provider.docker.type");
        Files.createDirectories(home.resolve("data/providers/docker/environments/one"));

        assertThat(read(Map.of()).values()).containsEntry("hub.provider.docker.type", "docker");
    }

    @Test
    void a_key_of_the_engine_is_enough_to_have_it_beside_this_machine() {
        HubConfiguration configuration = read(Map.of("HUB_PROVIDER_DOCKER_ENDPOINT", "unix:///run/other.sock"));

        assertThat(configuration.values())
                .containsEntry("hub.provider.docker.type", "docker")
                .containsEntry("hub.provider.default", "local");
        assertThat(configuration.providers())
                .containsEntry("docker", Map.of("type", "docker", "endpoint", "unix:///run/other.sock"));
    }

    @Test
    void the_only_provider_is_the_default_one() {
        assertThat(read(Map.of("HUB_PROVIDER_BOX_TYPE", "docker")).values())
                .containsEntry("hub.provider.default", "box");
    }

    @Test
    void a_default_provider_that_is_not_configured_is_a_problem() {
        assertThat(problems(Map.of("HUB_PROVIDER_A_TYPE", "x", "HUB_PROVIDER_B_TYPE", "x")))
                .singleElement()
                .asString()
                .contains("hub.provider.default", "[a, b]");
    }

    @Test
    void a_provider_without_a_type_is_a_problem() {
        assertThat(problems(Map.of("HUB_PROVIDER_BOX_URL", "x")))
                .singleElement()
                .asString()
                .contains("hub.provider.box.type is missing");
    }

    @Test
    void relative_paths_start_at_the_folder_of_the_command() throws IOException {
        Files.createDirectories(home.resolve("repository/.git"));

        HubConfiguration configuration = read(Map.of("BASE_REPO_PATH", "repository", "HUB_DATA", "elsewhere"));

        assertThat(configuration.repository()).contains(home.resolve("repository"));
        assertThat(configuration.data()).isEqualTo(home.resolve("elsewhere"));
    }

    @Test
    void the_documented_defaults_are_the_defaults() throws IOException {
        String documented =
                Files.readString(root().resolve("config/hub.properties")).replaceAll("(?m)^#(?=hub\\.)", "");
        Properties properties = new Properties();
        properties.load(new java.io.StringReader(documented));

        for (Setting setting : Setting.values()) {
            assertThat(properties.getProperty(setting.key())).as(setting.key()).isEqualTo(setting.fallback());
            assertThat(documented).contains(setting.variable());
            assertThat(Files.readString(root().resolve(".env.example"))).contains("#" + setting.variable() + "=");
        }
        properties(documented);
        assertThat(read(Map.of()).port()).isEqualTo(8080);
    }

    @Test
    void a_variable_for_agents_keeps_its_name() throws IOException {
        properties("hub.agent.environment.ANTHROPIC_BASE_URL = http://gateway");
        dotEnv("HUB_AGENT_ENVIRONMENT_HTTPS_PROXY=http://proxy");

        assertThat(read(Map.of()).values())
                .containsEntry("hub.agent.environment.ANTHROPIC_BASE_URL", "http://gateway")
                .containsEntry("hub.agent.environment.HTTPS_PROXY", "http://proxy");
    }

    @Test
    void a_variable_that_agents_cannot_have_is_named() throws IOException {
        properties("hub.agent.environment.SESSION_HUB_RUN = /tmp\nhub.agent.environment.no-name = x");

        assertThat(problems(Map.of()))
                .anySatisfy(
                        problem -> assertThat(problem).contains("unknown key hub.agent.environment.SESSION_HUB_RUN"))
                .anySatisfy(problem -> assertThat(problem).contains("unknown key hub.agent.environment.no-name"));
    }

    @Test
    void secrets_are_not_shown_by_values_that_hold_them() {
        HubConfiguration configuration = read(Map.of("DATABASE_URL", "postgresql://me:hidden@db.example.org/hub"));

        assertThat(configuration.database().toString()).doesNotContain("hidden");
    }

    @Test
    void a_problem_names_the_exception_too() {
        assertThatThrownBy(() -> read(Map.of("HUB_PORT", "x"))).hasMessageContaining("HUB_PORT");
    }

    private HubConfiguration read(Map<String, String> environment) {
        return read(environment, Map.of());
    }

    private HubConfiguration read(Map<String, String> environment, Map<Setting, String> options) {
        return new ConfigurationReader(home, environment, options, () -> engine, this::backendProblem).read();
    }

    private Optional<String> backendProblem(Optional<Path> plugins, String type) {
        return type.equals("svn") ? Optional.of("must be one of " + plugins.map(Path::getFileName)) : Optional.empty();
    }

    private List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(ConfigurationException.class, () -> read(environment))
                .problems();
    }

    private void properties(String text) throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/hub.properties"), text);
    }

    private void dotEnv(String text) throws IOException {
        Files.writeString(home.resolve(".env"), text);
    }

    private static Path root() {
        return Path.of(System.getProperty("hub.root"));
    }
}
