package org.example.bubblewrap;

import module java.base;
import dev.sessionhub.spi.*;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.*;

/** Sandboxes of bubblewrap: namespaces of the kernel, no daemon, no image. All that is known of them is in a folder. */
record BubblewrapProvider(String name, Path home) implements ContainerProvider {

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.BIND_MOUNTS, Capability.ISOLATED);
    }

    @Override
    public ProviderHealth health() {
        ProcessBuilder probe = new ProcessBuilder("bwrap", "--unshare-user", "--ro-bind", "/", "/", "true");
        try {
            int status = attempt("the check", () -> probe.start().onExit().get(4, TimeUnit.SECONDS).exitValue());
            return status == 0 ? ProviderHealth.up("bwrap works") : ProviderHealth.down("no user namespaces here");
        } catch (ProviderException failure) {
            return ProviderHealth.down(failure.getMessage() + "; apt-get install bubblewrap");
        }
    }

    @Override
    public ContainerHandle create(ContainerSpec spec) {
        refuse(spec.image().isPresent(), Code.INVALID_REQUEST, "bubblewrap has no images: " + spec.image());
        refuse(!spec.limits().isDefault(), Code.UNSUPPORTED, "bubblewrap limits nothing: " + spec.limits());
        refuse(spec.network() != NetworkPolicy.HOST, Code.UNSUPPORTED, "no such network: " + spec.network());
        Stream.concat(Stream.of(spec.workspace()), spec.mounts().stream().map(BindMount::source))
                .forEach(path -> refuse(!Files.exists(path), Code.INVALID_REQUEST, path + " does not exist"));
        Path folder = home.resolve(spec.sessionId().toString());
        return attempt("create " + folder, () -> {
            Path draft = Files.createTempDirectory(Files.createDirectories(home), ".draft");
            try {
                Sandbox.describe(draft, folder, spec);
                Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
                return new ContainerHandle(name, spec.sessionId().toString());
            } catch (FileSystemException failure) {
                refuse(Files.exists(folder), Code.ALREADY_EXISTS, "there is a sandbox " + folder);
                throw failure;
            } finally {
                delete(draft);
            }
        });
    }

    @Override
    public synchronized void start(ContainerHandle handle) {
        attempt("start " + handle, () -> existing(handle).start());
    }

    @Override
    public void stop(ContainerHandle handle, Duration grace) {
        attempt("stop " + handle, () -> existing(handle).stop(grace));
    }

    @Override
    public synchronized void remove(ContainerHandle handle) {
        if (sandbox(handle).isPresent()) {
            stop(handle, Duration.ZERO);
            Path gone = home.resolve(".gone-" + UUID.randomUUID());
            attempt("remove " + handle, () -> Files.move(home.resolve(handle.id()), gone));
            delete(gone);
        }
    }

    @Override
    public Optional<Container> find(ContainerHandle handle) {
        return sandbox(handle).map(there -> attempt("find " + handle, () -> there.look(handle)));
    }

    @Override
    public List<Container> list() {
        String[] ids = attempt("list " + home, () -> Files.createDirectories(home).toFile().list());
        return Stream.of(ids).flatMap(id -> find(new ContainerHandle(name, id)).stream()).toList();
    }

    @Override
    public ExecProcess exec(ContainerHandle handle, ExecSpec spec) {
        OptionalLong init = attempt("look at " + handle, () -> existing(handle).init());
        refuse(init.isEmpty(), Code.CONFLICT, handle + " is not running: start it");
        return attempt("exec in " + handle, () -> existing(handle).run(init.getAsLong(), spec));
    }

    @Override
    public Usage usage(ContainerHandle handle) {
        throw new ProviderException(Code.UNSUPPORTED, "bubblewrap measures nothing");
    }

    @Override
    public void close() {}

    private Optional<Sandbox> sandbox(ContainerHandle handle) {
        boolean named = handle.id().matches("[0-9a-f-]{36}");
        return Optional.of(home.resolve(handle.id())).filter(Files::isDirectory).filter(_ -> named).map(Sandbox::new);
    }

    private Sandbox existing(ContainerHandle handle) {
        return sandbox(handle).orElseThrow(() -> new ProviderException(Code.NOT_FOUND, "there is no " + handle));
    }

    private static void refuse(boolean wrong, Code code, String message) {
        if (wrong) {
            throw new ProviderException(code, message);
        }
    }

    static <T> T attempt(String what, Callable<T> step) {
        try {
            refuse(Thread.currentThread().isInterrupted(), Code.CANCELLED, what + " was interrupted");
            return step.call();
        } catch (ProviderException refusal) {
            throw refusal;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new ProviderException(Code.CANCELLED, what + " was interrupted");
        } catch (Exception failure) {
            throw new ProviderException(Code.UNAVAILABLE, what + " failed: " + failure.getMessage(), failure);
        }
    }

    static void delete(Path folder) {
        attempt("delete " + folder, () -> new ProcessBuilder("rm", "-rf", folder.toString()).start().onExit().join());
    }
}
