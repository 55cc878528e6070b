package dev.sessionhub.provider.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The template's scripts, on a copy of the root file system that the other tests' guests are made from. */
class TemplateTest {

    private static final Path SCRIPTS = Path.of(System.getProperty("hub.root"), "config/proxmox-template");
    private static final List<String> SMALL =
            List.of("--without", "claude", "--without", "node", "--without", "docker", "--without", "lazygit");

    @TempDir
    Path folder;

    private Path root = Path.of("/");

    @BeforeEach
    void layOver() throws Exception {
        Optional<String> missing = TestCluster.missing();
        Assumptions.assumeTrue(missing.isEmpty(), () -> "left out, needs what real guests need: " + missing.get());
        TestCluster.real(folder).close();
        root = folder.resolve("root");
        for (String part : List.of("root", "upper", "work")) {
            Files.createDirectory(folder.resolve(part));
        }
        String layers = "lowerdir=" + TestCluster.root() + ",upperdir=" + folder.resolve("upper") + ",workdir="
                + folder.resolve("work");
        assertThat(run(List.of("mount", "-t", "overlay", "overlay", "-o", layers, root.toString())))
                .isEmpty();
    }

    @AfterEach
    void takeAway() throws Exception {
        if (!root.equals(Path.of("/"))) {
            run(List.of("umount", "-l", root.toString()));
            run(List.of(
                    "rm",
                    "-rf",
                    folder.resolve("upper").toString(),
                    folder.resolve("work").toString()));
        }
    }

    @Test
    void a_second_run_changes_nothing_and_says_so() throws Exception {
        String said = provision();
        assertThat(said).contains("nothing was to be changed").contains("docker left out, as asked");
        try (Stream<Path> changed = Files.walk(folder.resolve("upper"))) {
            assertThat(changed.filter(Files::isRegularFile)
                            .map(file -> "/" + folder.resolve("upper").relativize(file))
                            .filter(name -> !name.startsWith("/var/") && !name.startsWith("/etc/ssl/certs/")))
                    .isEmpty();
        }
    }

    @Test
    void what_was_changed_by_hand_is_put_right_and_named() throws Exception {
        Files.writeString(root.resolve("etc/ssh/sshd_config.d/session-hub.conf"), "PasswordAuthentication yes\n");
        Files.writeString(root.resolve("etc/ssh/ssh_host_rsa_key"), "a key");
        Files.writeString(root.resolve("etc/machine-id"), "0123456789abcdef0123456789abcdef\n");
        run(List.of("chroot", root.toString(), "usermod", "-p", "", "session"));
        assertThat(provision())
                .contains("wrote /etc/ssh/sshd_config.d/session-hub.conf")
                .contains("removed /etc/ssh/ssh_host_rsa_key")
                .contains("emptied /etc/machine-id")
                .contains("locked the password of session")
                .doesNotContain("nothing was to be changed");
        assertThat(Files.readString(root.resolve("etc/ssh/sshd_config.d/session-hub.conf")))
                .contains("PasswordAuthentication no");
    }

    @Test
    void there_is_no_password_no_host_key_no_machine_id_and_no_secret_in_it() throws Exception {
        assertThat(run(List.of("chroot", root.toString(), "passwd", "-S", "session")))
                .startsWith("session L ");
        assertThat(run(List.of("chroot", root.toString(), "passwd", "-S", "root")))
                .startsWith("root L ");
        assertThat(root.resolve("etc/machine-id")).isEmptyFile();
        try (Stream<Path> keys = Files.list(root.resolve("etc/ssh"))) {
            assertThat(keys.map(key -> key.getFileName().toString())).noneMatch(name -> name.startsWith("ssh_host_"));
        }
        assertThat(run(List.of(
                        "grep",
                        "-rlE",
                        "BEGIN [A-Z ]*PRIVATE KEY",
                        root.resolve("etc").toString(),
                        root.resolve("root").toString(),
                        root.resolve("home").toString())))
                .isEmpty();
        assertThat(Files.readAllLines(root.resolve("home/session/.ssh/authorized_keys")))
                .hasSize(1);
    }

    @Test
    void on_a_node_the_template_is_made_from_the_newest_debian_12_and_left_alone_afterwards() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("pct", "pveam")) {
            try (InputStream source = Objects.requireNonNull(TemplateTest.class.getResourceAsStream(tool))) {
                Files.write(tools.resolve(tool), source.readAllBytes());
            }
            Files.setPosixFilePermissions(tools.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        List<String> command = new ArrayList<>(List.of(
                "env",
                "NODE=" + folder,
                "PATH=" + tools + ":" + System.getenv("PATH"),
                SCRIPTS.resolve("make-template.sh").toString(),
                key(),
                "--id",
                "151",
                "--storage",
                "tank",
                "--bridge",
                "vmbr7",
                "--"));
        command.addAll(SMALL);
        assertThat(run(command))
                .contains("made guest 151 from debian-12-standard_12.12-1_amd64.tar.zst")
                .contains("provision: done")
                .endsWith("make-template: 151 is ready; it holds the hub's public key and no secret\n");
        assertThat(Files.readAllLines(folder.resolve("151.conf")))
                .contains(
                        "unprivileged: 1",
                        "features: nesting=1,keyctl=1",
                        "rootfs: tank:16",
                        "net0: name=eth0,bridge=vmbr7,ip=dhcp",
                        "template: 1");
        assertThat(root.resolve("root/provision.sh")).doesNotExist();
        assertThat(root.resolve("root/hub-key.pub")).doesNotExist();
        long calls = Files.readAllLines(folder.resolve("calls")).size();
        assertThat(run(command)).startsWith("make-template: 151 is a template already");
        assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize((int) calls + 1);
    }

    private String provision() throws Exception {
        List<String> command =
                new ArrayList<>(List.of(SCRIPTS.resolve("root-filesystem.sh").toString(), root.toString(), key()));
        command.addAll(SMALL);
        return run(command);
    }

    private static String key() throws IOException {
        return TestCluster.root().resolveSibling("key.pub").toString();
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }
}
