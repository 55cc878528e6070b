package dev.sessionhub.launcher;

import dev.sessionhub.launcher.process.DataDirectory;
import dev.sessionhub.launcher.process.Failure;
import dev.sessionhub.launcher.process.Folders;
import dev.sessionhub.launcher.process.Installation;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hub logs}. */
@Command(name = "logs", description = "Shows the end of the log.")
final class LogsCommand implements Runnable {

    private static final long SHOWN = 64 * 1024;
    private static final long PAUSE = 200_000_000;

    @Option(
            names = {"-f", "--follow"},
            description = "go on until interrupted")
    private boolean follow;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Override
    public void run() {
        Path log = new DataDirectory(options.read(Installation.found()).data()).log();
        if (!Files.exists(log)) {
            throw new Failure("there is no log " + log + " yet; start the hub with ./hub up");
        }
        try {
            long size = Files.size(log);
            long position = print(log, Math.max(0, size - SHOWN), size > SHOWN, System.out);
            while (follow && !System.out.checkError()) {
                LockSupport.parkNanos(PAUSE);
                long from = Files.exists(log) && Files.size(log) < position ? 0 : position;
                position = print(log, from, false, System.out);
            }
        } catch (IOException e) {
            throw new Failure("cannot read " + log + ": " + Folders.reason(e), e);
        }
    }

    private static long print(Path log, long from, boolean fromNextLine, PrintStream out) throws IOException {
        if (!Files.exists(log)) {
            return from;
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            if (fromNextLine) {
                file.readLine();
            }
            byte[] rest = new byte[Math.toIntExact(file.length() - file.getFilePointer())];
            file.readFully(rest);
            out.write(rest);
            out.flush();
            return file.getFilePointer();
        }
    }
}
