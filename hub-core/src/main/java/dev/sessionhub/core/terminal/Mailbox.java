package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.TerminalThreads;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Runs tasks one after the other, in order, on a virtual thread that exists only while there are some. */
final class Mailbox {

    private static final Logger LOG = System.getLogger(Mailbox.class.getName());

    private final String name;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    Mailbox(String name) {
        this.name = name;
    }

    synchronized void put(Runnable task) {
        tasks.add(task);
        if (!running) {
            running = true;
            TerminalThreads.virtual(name, this::run);
        }
    }

    private void run() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error failure) {
                // An error too: it would leave a mailbox that seems to run and takes nothing out any more.
                LOG.log(Level.ERROR, name + ": a listener failed", failure);
            }
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        running = task != null;
        return task;
    }
}
