package dev.sessionhub.launcher.server;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** One log file that keeps its name; older ones are numbered. The JDK's own handler would number the current one. */
public final class RotatingLog extends Handler {

    private static final long LIMIT = 10_000_000;
    private static final int KEPT = 4;

    private final Path file;
    private @Nullable BufferedWriter writer;
    private long size;

    /** Made by the log manager, which knows the file by {@code dev.sessionhub.launcher.server.RotatingLog.file}. */
    public RotatingLog() {
        this(Path.of(LogManager.getLogManager().getProperty(RotatingLog.class.getName() + ".file")));
    }

    RotatingLog(Path file) {
        this.file = file;
        setFormatter(new SimpleFormatter());
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry)) {
            return;
        }
        try {
            String text = getFormatter().format(entry);
            BufferedWriter out = writer == null ? open() : writer;
            out.write(text);
            out.flush();
            size += text.length();
            if (size > LIMIT) {
                rotate();
            }
        } catch (IOException e) {
            reportError(null, e, ErrorManager.WRITE_FAILURE);
        }
    }

    private BufferedWriter open() throws IOException {
        Files.createDirectories(file.getParent());
        BufferedWriter opened = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
        writer = opened;
        return opened;
    }

    private void rotate() throws IOException {
        close();
        for (int number = KEPT; number > 0; number--) {
            Path older = number == 1 ? file : numbered(number - 1);
            if (Files.exists(older)) {
                Files.move(older, numbered(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    @Override
    public void flush() {}

    /** The next record opens it again: the server closes handlers before the last lines are written. */
    @Override
    public synchronized void close() {
        try {
            if (writer != null) {
                writer.close();
            }
        } catch (IOException e) {
            reportError(null, e, ErrorManager.CLOSE_FAILURE);
        } finally {
            writer = null;
        }
    }
}
