package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import dev.sessionhub.spi.container.BindMount;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ResourceLimits;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an environment is asked of the engine as.
 *
 * @param settings the instance's configuration
 * @param identity whose it is
 * @param files what it keeps on the hub's machine
 */
record Blueprint(Settings settings, Identity identity, SessionFiles files) {

    private static final long PERIOD_NANOS = 1_000_000_000L;

    /** Fills in the request. */
    CreateContainerCmd fill(
            CreateContainerCmd request, ContainerSpec spec, Images.Image image, SessionUser user, String network) {
        CreateContainerCmd filled = request.withName(identity.container(spec.sessionId()))
                .withLabels(labels(spec))
                .withEnv(Variables.list(environment(spec)))
                .withUser(user.toString())
                .withWorkingDir(ContainerSpec.WORKSPACE_TARGET)
                .withEntrypoint(Script.KEEP.with(List.of()))
                .withCmd(List.of())
                .withStopSignal("SIGTERM")
                .withHostConfig(host(spec, image, user, network));
        return network.equals("host") ? filled : filled.withHostName(spec.name());
    }

    private Map<String, String> labels(ContainerSpec spec) {
        Map<String, String> labels = new HashMap<>(identity.labels());
        labels.put(Identity.SESSION, spec.sessionId().toString());
        labels.put(Identity.NAME, spec.name());
        labels.put(Identity.NETWORK, spec.network().name());
        labels.put(
                Identity.SECRETS,
                String.join(",", spec.secrets().keySet().stream().sorted().toList()));
        return labels;
    }

    private static Map<String, String> environment(ContainerSpec spec) {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("HOME", SessionFiles.HOME);
        environment.putAll(spec.environment());
        environment.put("SESSION_HUB_RUN", SessionFiles.RUN);
        return environment;
    }

    private HostConfig host(ContainerSpec spec, Images.Image image, SessionUser user, String network) {
        ResourceLimits bounds = settings.bounds(spec.limits());
        long memory = bounds.memoryBytes().getAsLong();
        HostConfig host = HostConfig.newHostConfig()
                .withInit(true)
                .withNetworkMode(network)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withPrivileged(false)
                .withReadonlyRootfs(settings.readOnlyRoot() && !image.writableRoot())
                .withTmpFs(temporary(user))
                .withMounts(mounts(spec))
                .withMemory(memory)
                .withMemorySwap(memory)
                .withPidsLimit(bounds.processes().getAsLong())
                .withUlimits(List.of(new Ulimit("core", 0L, 0L)))
                .withLogConfig(new LogConfig(LoggingType.JSON_FILE, Map.of("max-size", "256k", "max-file", "1")))
                .withRestartPolicy(
                        settings.restart() ? RestartPolicy.unlessStoppedRestart() : RestartPolicy.noRestart());
        bounds.cpus().ifPresent(cpus -> host.withNanoCPUs(nanos(cpus)));
        return host;
    }

    static long nanos(double cpus) {
        return Math.round(cpus * PERIOD_NANOS);
    }

    private Map<String, String> temporary(SessionUser user) {
        String options = "rw,exec,nosuid,nodev,mode=1777,size=" + settings.temporary();
        String own = "rw,noexec,nosuid,nodev,mode=0755,size=16777216,uid=" + user.uid() + ",gid=" + user.gid();
        return Map.of("/tmp", options, "/var/tmp", options, "/run", own);
    }

    private List<Mount> mounts(ContainerSpec spec) {
        UUID session = spec.sessionId();
        List<Mount> mounts = new ArrayList<>();
        mounts.add(mount(spec.workspace(), ContainerSpec.WORKSPACE_TARGET, false));
        mounts.add(mount(files.home(session), SessionFiles.HOME, false));
        mounts.add(mount(files.run(session), SessionFiles.RUN, false));
        mounts.add(mount(files.users(session), "/etc/passwd", true));
        mounts.add(mount(files.groups(session), "/etc/group", true));
        for (BindMount mount : spec.mounts()) {
            mounts.add(mount(mount.source(), mount.target(), mount.readOnly()));
        }
        return mounts;
    }

    private static Mount mount(Path source, String target, boolean readOnly) {
        return new Mount()
                .withType(MountType.BIND)
                .withSource(source.toString())
                .withTarget(target)
                .withReadOnly(readOnly);
    }
}
