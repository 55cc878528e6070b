package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.Secret;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a session is not given. */
class IsolationTest extends HubTest {

    @Test
    void a_session_has_no_capability_no_way_to_new_ones_and_a_seccomp_filter() {
        ContainerHandle handle = hub().running(hub().spec());
        String status = hub().sh(handle, "cat /proc/self/status").out();
        assertThat(status)
                .containsPattern("CapEff:\\s+0000000000000000")
                .containsPattern("CapPrm:\\s+0000000000000000")
                .containsPattern("CapBnd:\\s+0000000000000000")
                .containsPattern("NoNewPrivs:\\s+1")
                .containsPattern("Seccomp:\\s+2");
    }

    @Test
    void a_session_is_not_root_and_its_files_belong_to_its_user() throws IOException {
        ContainerSpec spec = hub().spec();
        ContainerHandle handle = hub().running(spec);
        String uid = hub().sh(handle, "touch made; id -u").out().strip();
        int hubUid = SessionUser.hubUid();
        assertThat(uid).isNotEqualTo("0").isEqualTo(hubUid == 0 ? "1000" : String.valueOf(hubUid));
        assertThat(Files.getAttribute(spec.workspace().resolve("made"), "unix:uid"))
                .hasToString(uid);
        assertThat(hub().sh(handle, "whoami; cd; pwd").out()).isEqualTo("session\n/home/session\n");
    }

    @Test
    void the_images_files_cannot_be_written_but_temporary_ones_can() {
        ContainerHandle handle = hub().running(hub().spec());
        String script = "for d in / /usr /etc /var/lib /opt /run /home; do touch $d/probe 2>/dev/null && echo $d; done;"
                + " for d in /tmp /var/tmp $HOME $SESSION_HUB_RUN; do touch $d/probe || echo not $d; done";
        assertThat(hub().sh(handle, script).out()).isIn("", "/run\n");
    }

    @Test
    void home_and_run_directory_are_kept_over_stop_and_start() {
        ContainerHandle handle = hub().running(hub().spec());
        hub().sh(handle, "echo kept > $HOME/a; echo kept > $SESSION_HUB_RUN/b");
        hub().provider().stop(handle, Duration.ZERO);
        hub().provider().start(handle);
        assertThat(hub().sh(handle, "cat $HOME/a $SESSION_HUB_RUN/b").out()).isEqualTo("kept\nkept\n");
    }

    @Test
    void a_secret_is_in_nothing_the_engine_tells_and_reaches_every_program_also_after_a_restart_of_the_hub()
            throws IOException {
        String value = "s3cret-" + System.nanoTime();
        ContainerSpec spec = hub().spec(
                        Optional.empty(),
                        ResourceLimits.DEFAULTS,
                        NetworkPolicy.NONE,
                        Map.of("TOKEN", Secret.of(value)));
        ContainerHandle handle = hub().running(spec);
        assertThat(hub().sh(handle, "printf %s \"$TOKEN\"").out()).isEqualTo(value);
        TestEngine engine = TestEngine.get();
        String name = handle.id();
        assertThat(engine.docker("inspect", name)).doesNotContain(value);
        assertThat(engine.docker("events", "--since", "1h", "--until", "0s")).doesNotContain(value);
        Path secrets = hub().state().resolve("environments/" + spec.sessionId() + "/secrets");
        assertThat(Files.getPosixFilePermissions(secrets)).hasSize(2);
        try (var again = hub().again();
                var process = again.exec(handle, ExecSpec.of("printenv", "TOKEN"))) {
            assertThat(process.stdout().readAllBytes()).asString().isEqualTo(value + "\n");
        }
        hub().provider().remove(handle);
        assertThat(secrets).doesNotExist();
    }

    @Test
    void the_engine_was_asked_for_bounds_and_a_process_one() {
        ContainerHandle handle = hub().running(hub().spec());
        String format =
                "{{.HostConfig.Init}} {{.HostConfig.PidsLimit}} {{.HostConfig.Memory}} {{.HostConfig.MemorySwap}}"
                        + " {{.HostConfig.Privileged}} {{.HostConfig.LogConfig.Type}} {{.HostConfig.LogConfig.Config}} {{or .HostConfig.RestartPolicy.Name \"no\"}}";
        assertThat(TestEngine.get().docker("inspect", "--format", format, handle.id()))
                .isEqualTo("true 2048 4294967296 4294967296 false json-file map[max-file:1 max-size:256k] no");
    }

    @Test
    void a_hostile_tree_in_the_home_can_be_removed() {
        ContainerHandle handle = hub().running(hub().spec());
        hub().sh(
                        handle,
                        "cd; i=0; while [ $i -lt 600 ]; do mkdir 0123456789 && cd 0123456789 || break; i=$((i+1)); done;"
                                + " cd; mkdir closed; touch closed/a; chmod 000 closed; ln -s /etc links; mkfifo pipe");
        hub().provider().remove(handle);
        assertThat(hub().state().resolve("environments")).isEmptyDirectory();
    }

    @Test
    void running_out_of_memory_is_counted() {
        ResourceLimits small =
                new ResourceLimits(OptionalLong.of(64L << 20), OptionalDouble.empty(), OptionalLong.empty());
        ContainerHandle handle = hub().running(hub().spec(Optional.empty(), small, NetworkPolicy.NONE, Map.of()));
        assertThat(hub().provider().usage(handle).outOfMemoryKills()).isZero();
        assertThat(hub().sh(handle, "head -c 200m /dev/zero | tail | wc -c; true")
                        .code())
                .isZero();
        var usage = hub().provider().usage(handle);
        assertThat(usage.outOfMemoryKills()).isPositive();
        assertThat(usage.memoryLimitBytes()).hasValue(64L << 20);
        assertThat(usage.memoryPeakBytes().orElse(0)).isGreaterThan(50L << 20);
    }

    @Test
    void what_is_private_stays_when_a_session_is_given_more() {
        ResourceLimits small =
                new ResourceLimits(OptionalLong.of(64L << 20), OptionalDouble.of(0.5), OptionalLong.empty());
        ContainerHandle handle = hub().running(hub().spec(Optional.empty(), small, NetworkPolicy.NONE, Map.of()));
        hub().sh(handle, "echo kept > $HOME/a");
        hub().provider().stop(handle, Duration.ZERO);
        hub().provider()
                .resize(
                        handle,
                        new ResourceLimits(OptionalLong.of(256L << 20), OptionalDouble.empty(), OptionalLong.of(99)));
        hub().provider().start(handle);
        assertThat(hub().sh(handle, "cat $HOME/a; head -c 100m /dev/zero | tail | wc -c")
                        .out())
                .isEqualTo("kept\n104857600\n");
        assertThat(hub().provider().usage(handle).memoryLimitBytes()).hasValue(256L << 20);
        assertThat(TestEngine.get().docker("inspect", "--format", "{{.HostConfig.PidsLimit}}", handle.id()))
                .isEqualTo("99");
    }
}
