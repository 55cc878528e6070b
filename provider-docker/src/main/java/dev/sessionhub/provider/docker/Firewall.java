package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.LogConfig.LoggingType;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps sessions of the bridge away from the engine's host and from private networks.
 *
 * <p>The engine has no word for that, so a helper container, made from the instance's own image and gone a moment
 * later, writes rules into the host's packet filter with the host's own iptables. They stay until the host restarts;
 * this checks them before the first session with INTERNET starts or is seen to run, and again whenever the engine was out
 * of reach.
 */
final class Firewall {

    private static final String HELPER = "dev.sessionhub.helper";
    private static final int NEVER = -1;

    private final Engine engine;
    private final Networks networks;
    private final Settings settings;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile int checkedAfter = NEVER;

    Firewall(Engine engine, Networks networks, Settings settings) {
        this.engine = engine;
        this.networks = networks;
        this.settings = settings;
    }

    /** Returns when the rules are there. */
    void ensure(String what) {
        int losses = engine.losses();
        if (!settings.firewall() || checkedAfter == losses) {
            return;
        }
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            throw Failures.cancelled(what);
        }
        try {
            if (checkedAfter != losses) {
                engine.ask(what, connection -> install(what, connection.client()));
                checkedAfter = losses;
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean install(String what, DockerClient client) throws IOException {
        engine.watch();
        String id = helper(what, client);
        try {
            client.startContainerCmd(id).exec();
            Integer code = client.waitContainerCmd(id)
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode();
            if (code == null || code != 0) {
                throw new ProviderException(
                        Code.UNSUPPORTED,
                        what + " failed: the host of " + engine.endpoint() + " refused the rules that keep sessions"
                                + " away from it: " + output(client, id)
                                + "; filter by other means and set firewall=external, or use network NONE");
            }
            return true;
        } finally {
            client.removeContainerCmd(id).withForce(true).exec();
        }
    }

    private String helper(String what, DockerClient client) {
        String chain = networks.bridge().toUpperCase(Locale.ROOT);
        List<String> command = new ArrayList<>(List.of("chroot", "/host"));
        List<String> arguments = new ArrayList<>(List.of(networks.bridge(), chain));
        arguments.addAll(settings.allowed());
        command.addAll(Script.FIREWALL.with(arguments));
        HostConfig host = HostConfig.newHostConfig()
                .withNetworkMode("host")
                .withUsernsMode("host")
                .withCapDrop(Capability.ALL)
                .withCapAdd(Capability.NET_ADMIN, Capability.NET_RAW, Capability.SYS_CHROOT)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withReadonlyRootfs(true)
                .withLogConfig(new LogConfig(LoggingType.JSON_FILE, Map.of("max-size", "64k")))
                .withBinds(Bind.parse("/:/host:ro"));
        try {
            return client.createContainerCmd(settings.image())
                    .withEntrypoint(command)
                    .withUser("0:0")
                    .withWorkingDir("/")
                    .withLabels(Map.of(HELPER, networks.bridge()))
                    .withHostConfig(host)
                    .exec()
                    .getId();
        } catch (NotFoundException missing) {
            throw new ProviderException(
                    Code.UNAVAILABLE,
                    what + " failed: the firewall's helper needs the image \"" + settings.image()
                            + "\", which the engine does not have; build it (./hub image build)",
                    missing);
        }
    }

    private static String output(DockerClient client, String id) throws IOException {
        StringBuilder text = new StringBuilder();
        try (ResultCallback.Adapter<Frame> reading = client.logContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .exec(new ResultCallback.Adapter<Frame>() {
                    @Override
                    public void onNext(Frame frame) {
                        text.append(new String(frame.getPayload(), StandardCharsets.UTF_8));
                    }
                })) {
            reading.awaitCompletion();
            return text.toString().strip();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        } catch (DockerException refused) {
            return Failures.words(refused);
        }
    }
}
