package org.example.bubblewrap;

import module java.base;
import dev.sessionhub.spi.container.*;
import dev.sessionhub.spi.container.Container.State;

/** One sandbox, all of it in a folder: its arguments, its variables, and which process is its init. */
record Sandbox(Path folder) {

    private static final String SYSTEM = "setsid bwrap --unshare-user --uid 0 --gid 0 --unshare-pid --unshare-ipc "
            + "--unshare-uts --proc /proc --dev /dev --tmpfs /tmp --dir /home/agent --ro-bind /usr /usr "
            + "--symlink usr/bin /bin --symlink usr/sbin /sbin --symlink usr/lib /lib --symlink usr/lib64 /lib64 "
            + "--ro-bind-try /etc/passwd /etc/passwd --ro-bind-try /etc/group /etc/group "
            + "--ro-bind-try /etc/ssl /etc/ssl "
            + "--ro-bind-try /etc/resolv.conf /etc/resolv.conf --ro-bind-try /etc/alternatives /etc/alternatives";

    /** Writes down what is wanted, in a draft of the folder that nobody else can read; nothing runs yet. */
    static void describe(Path draft, Path folder, ContainerSpec spec) throws IOException {
        Files.createTempDirectory(draft, "run").toFile().renameTo(draft.resolve("run").toFile());
        List<String> arguments = new ArrayList<>(List.of(SYSTEM.split(" ")));
        String run = folder.resolve("run").toString();
        arguments.addAll(List.of("--bind", run, "/run/session", "--bind", spec.workspace().toString(), "/workspace"));
        spec.mounts().forEach(mount -> arguments.addAll(
                List.of(mount.readOnly() ? "--ro-bind" : "--bind", mount.source().toString(), mount.target())));
        arguments.addAll(List.of("--", "sh", "-c", "trap '' TERM HUP INT; echo up; exec sleep infinity"));
        Files.writeString(draft.resolve("arguments"), String.join("\0", arguments));
        List<String> variables = new ArrayList<>(List.of("HOME=/home/agent", "SESSION_HUB_RUN=/run/session"));
        spec.environment().forEach((name, value) -> variables.add(name + "=" + value));
        spec.secrets().forEach((name, value) -> variables.add(name + "=" + value.reveal()));
        Files.writeString(draft.resolve("variables"), String.join("\0", variables));
    }

    Container look(ContainerHandle handle) throws IOException {
        Optional<Path> started = Optional.of(folder.resolve("init")).filter(Files::exists);
        State state = init().isPresent() ? State.RUNNING : started.isPresent() ? State.STOPPED : State.CREATED;
        Optional<Instant> since = started.map(file -> Instant.ofEpochMilli(file.toFile().lastModified()));
        return new Container(handle, UUID.fromString(handle.id()), state, since, Optional.empty());
    }

    /** The process that is the first one in there; it ends with everything in there. */
    OptionalLong init() throws IOException {
        String written = Files.exists(folder.resolve("init")) ? Files.readString(folder.resolve("init")) : "0 never";
        long pid = Long.parseLong(written.split(" ")[0]);
        return Processes.identity(pid).equals(written) ? OptionalLong.of(pid) : OptionalLong.empty();
    }

    Sandbox start() throws IOException {
        if (init().isPresent()) {
            return this;
        }
        ProcessBuilder builder = new ProcessBuilder(words("arguments")).redirectErrorStream(true);
        builder.environment().keySet().retainAll(Set.of("PATH"));
        Process bubblewrap = builder.start();
        String answer = bubblewrap.inputReader().readLine();
        if (!"up".equals(answer)) {
            throw new IOException("bwrap says: " + answer);
        }
        long init = bubblewrap.children().findFirst().orElseThrow().pid();
        Files.writeString(folder.resolve("init"), Processes.identity(init));
        return this;
    }

    /** Asks everything but the two processes that hold it up to end, and ends the sandbox after the grace. */
    Sandbox stop(Duration grace) throws IOException, InterruptedException {
        long init = init().orElse(0);
        Instant end = Instant.now().plus(grace);
        List<ProcessHandle> asked = grace.isPositive() ? Processes.sandboxed(init) : List.of();
        asked.forEach(ProcessHandle::destroy);
        while (!asked.isEmpty() && Processes.sandboxed(init).size() > 2 && Instant.now().isBefore(end)) {
            Thread.sleep(Duration.ofMillis(20));
        }
        while (init().isPresent()) {
            ProcessHandle.of(init).ifPresent(ProcessHandle::destroyForcibly);
            Thread.sleep(Duration.ofMillis(2));
        }
        return this;
    }

    /** Enters the namespaces without any of the powers that come with entering. */
    SandboxProcess run(long init, ExecSpec spec) throws Exception {
        String enter = "setsid nsenter --user --preserve-credentials --mount --pid --ipc --uts --target " + init
                + " -- setpriv --bounding-set=-all --inh-caps=-all --no-new-privs sh -c";
        List<String> command = new ArrayList<>(List.of(enter.split(" ")));
        command.addAll(List.of("cd \"$0\" || exit 126; exec \"$@\"", spec.workingDirectory().orElse("/workspace")));
        command.addAll(spec.command());
        ProcessBuilder program = new ProcessBuilder(command);
        Map<String, String> variables = program.environment();
        variables.keySet().retainAll(Set.of("PATH", "LANG"));
        words("variables").forEach(one -> variables.put(one.split("=", 2)[0], one.split("=", 2)[1]));
        variables.putAll(spec.environment());
        return SandboxProcess.start(init, program, Files.createTempDirectory(folder, "pipes"));
    }

    private List<String> words(String file) throws IOException {
        return List.of(Files.readString(folder.resolve(file)).split("\0", -1));
    }
}
