package dev.sessionhub.git.jgit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.RemoteUrl;
import dev.sessionhub.spi.tck.git.GitFixture;
import dev.sessionhub.spi.tck.git.GitServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the hub is to other machines: the keys and passwords of its own user. */
class IdentityTest {

    @TempDir
    private Path folder;

    private final KeyPair hubKey;
    private final KeyPair hostKey;
    private GitFixture base;
    private Path home;
    private JGitBackend git;
    private SshServer ssh;

    @SuppressWarnings("NullAway.Init") // JUnit fills the fields before each test
    IdentityTest() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        hubKey = generator.generateKeyPair();
        hostKey = generator.generateKeyPair();
    }

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        base = GitFixture.init(folder.resolve("base"));
        base.commit("first");
        home = Files.createDirectories(folder.resolve("home"));
        git = new JGitBackend(1 << 20, home);
        ssh = SshServer.setUpDefaultServer();
        ssh.setHost("127.0.0.1");
        ssh.setPort(0);
        ssh.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        ssh.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, hubKey.getPublic()));
        ssh.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
        ssh.start();
        keep(hostKey.getPublic());
    }

    @AfterEach
    void stop() throws IOException {
        ssh.stop(true);
    }

    @Test
    void a_key_of_the_hubs_user_opens_a_repository_over_ssh_for_clone_fetch_and_push() throws Exception {
        own(hubKey);
        Path copy = folder.resolve("copy.git");
        assertThat(git.cloneRepository(overSsh(), copy).defaultBranch()).contains(new BranchName("main"));
        String second = base.commit("second");
        git.fetch(copy);
        assertThat(git.inspect(copy).head()).hasToString(second);
        BranchName work = new BranchName("hub/work");
        git.updateBranch(copy, work, Optional.empty(), git.resolve(copy, "main"));
        git.push(copy, "origin", work);
        assertThat(base.git("rev-parse", "hub/work")).isEqualTo(second);
    }

    @Test
    void without_the_key_it_is_refused() throws Exception {
        own(hostKey);
        refused("wants other credentials");
    }

    @Test
    void a_machine_that_is_not_known_gets_no_key_shown() throws Exception {
        own(hubKey);
        keep(hubKey.getPublic());
        refused("known_hosts");
        Files.delete(home.resolve(".ssh/known_hosts"));
        refused("known_hosts");
    }

    @Test
    void a_password_of_the_hubs_user_opens_a_repository_over_http() throws IOException {
        try (GitServer server = GitServer.guarded(folder, "name:secret")) {
            RemoteUrl url = new RemoteUrl(server.url("base/.git"));
            assertThatThrownBy(() -> git.cloneRepository(url, folder.resolve("copy.git")))
                    .isInstanceOfSatisfying(
                            ProviderException.class,
                            failure -> assertThat(failure.code()).isEqualTo(Code.UNAUTHORIZED));
            Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login name password secret\n");
            assertThat(git.cloneRepository(url, folder.resolve("copy.git")).bare())
                    .isTrue();
            assertThat(folder.resolve("copy.git/config")).content().doesNotContain("secret");
        }
    }

    private RemoteUrl overSsh() {
        return new RemoteUrl("ssh://git@127.0.0.1:" + ssh.getPort() + folder.resolve("base/.git"));
    }

    private void refused(String because) {
        assertThatThrownBy(() -> git.cloneRepository(overSsh(), folder.resolve("copy.git")))
                .isInstanceOfSatisfying(ProviderException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(Code.UNAUTHORIZED);
                    assertThat(failure).hasMessageContaining(because);
                });
        assertThat(folder.resolve("copy.git")).doesNotExist();
    }

    private void own(KeyPair key) throws IOException, GeneralSecurityException {
        Path file = Files.createDirectories(home.resolve(".ssh")).resolve("id_ecdsa");
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "hub", null, out);
        }
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private void keep(PublicKey key) throws IOException {
        StringWriter line = new StringWriter();
        PublicKeyEntry.appendPublicKeyEntry(line, key);
        Files.write(
                Files.createDirectories(home.resolve(".ssh")).resolve("known_hosts"),
                List.of("[127.0.0.1]:" + ssh.getPort() + " " + line),
                StandardCharsets.UTF_8);
    }
}
