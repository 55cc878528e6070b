package org.example.bubblewrap;

import module java.base;
import dev.sessionhub.spi.container.ExecProcess;

/** A program in a sandbox. Its output comes through named pipes, whose channels wake a reader when they are closed. */
record SandboxProcess(long init, Process process, OutputStream stdin, InputStream stdout, InputStream stderr)
        implements ExecProcess {

    private static final Set<OpenOption> BOTH = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);

    static SandboxProcess start(long init, ProcessBuilder program, Path pipes) throws Exception {
        Path out = pipes.resolve("out");
        Path err = pipes.resolve("err");
        new ProcessBuilder("mkfifo", out.toString(), err.toString()).start().waitFor();
        try (FileChannel outIsOpen = FileChannel.open(out, BOTH); FileChannel errIsOpen = FileChannel.open(err, BOTH)) {
            InputStream stdout = Channels.newInputStream(FileChannel.open(out));
            InputStream stderr = Channels.newInputStream(FileChannel.open(err));
            Process process = program.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            return new SandboxProcess(init, process, process.getOutputStream(), stdout, stderr);
        } finally {
            BubblewrapProvider.delete(pipes);
        }
    }

    @Override
    public int waitFor() {
        return waitFor(Duration.ofDays(36500)).orElseThrow();
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        boolean ended = BubblewrapProvider.attempt("waiting for a program", () -> process.waitFor(limit));
        return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** The program leads a session: who is still in it goes, who made one of its own stays. */
    @Override
    public void close() {
        Predicate<ProcessHandle> left = one -> Processes.isInSession(one, process.pid());
        while (Processes.sandboxed(init).stream().filter(left).map(ProcessHandle::destroyForcibly).count() > 0) {
            Thread.onSpinWait();
        }
        process.destroyForcibly();
        try (stdout; stderr; stdin) {
            stdin.flush();
        } catch (IOException unread) {
            return;
        }
    }
}
