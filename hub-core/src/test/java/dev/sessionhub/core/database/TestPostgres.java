package dev.sessionhub.core.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The PostgreSQL that the product embeds, on a free port, with its files in a temporary folder. */
public final class TestPostgres {

    private static @Nullable TestPostgres shared;

    private final Path folder;
    private final int port;

    private TestPostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    public static synchronized TestPostgres shared() {
        TestPostgres server = shared;
        if (server == null) {
            server = start();
            shared = server;
        }
        return server;
    }

    public static TestPostgres start() {
        try {
            Path folder = Files.createTempDirectory("hub-test-postgres");
            unpack(folder);
            TestPostgres server = new TestPostgres(folder, freePort());
            server.run("initdb", "-D", "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale");
            server.resume();
            Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    public void resume() {
        String options =
                "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off".formatted(port);
        run("pg_ctl", "-D", "data", "-l", "log", "-w", "-o", options, "start");
    }

    public void stop() {
        run("pg_ctl", "-D", "data", "-w", "-m", "immediate", "stop");
    }

    private void remove() {
        try {
            stop();
        } catch (RuntimeException _) {
            // A test stopped it.
        }
        run("rm", "-rf", folder.toString());
    }

    private void run(String program, String... arguments) {
        try {
            List<String> command = new ArrayList<>();
            if (Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
                command.addAll(List.of("unshare", "-U"));
            }
            Path own = folder.resolve("bin").resolve(program);
            command.add(Files.exists(own) ? own.toString() : program);
            command.addAll(List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command + " failed: " + Files.readString(folder.resolve("output")));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void unpack(Path folder) throws IOException {
        try (InputStream packed = TestPostgres.class.getResourceAsStream("/postgres-linux-x86_64.txz");
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(packed))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0) {
            Set<PosixFilePermission> modes = new HashSet<>(Files.getPosixFilePermissions(target));
            modes.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(target, modes);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
