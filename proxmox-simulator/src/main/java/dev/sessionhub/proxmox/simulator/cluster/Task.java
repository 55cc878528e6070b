package dev.sessionhub.proxmox.simulator.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A worker process with its log. */
public final class Task {

    private final String node;
    private final String type;
    private final String id;
    private final Caller caller;
    private final int pid;
    private final long processStart;
    private final long start = System.currentTimeMillis() / 1000;
    private final List<String> log = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private Optional<String> exit = Optional.empty();
    private Optional<Thread> thread = Optional.empty();
    private long end;
    private int warnings;

    /** What a task does. */
    @FunctionalInterface
    public interface Work {

        /** Runs to its end. */
        void run(Task task) throws TaskFailure, InterruptedException;
    }

    Task(String node, String type, String id, Caller caller, int pid) {
        this.node = node;
        this.type = type;
        this.id = id;
        this.caller = caller;
        this.pid = pid;
        this.processStart = System.nanoTime() / 10_000_000 & 0xffffffffL;
    }

    void start(Work work) {
        thread = Optional.of(Thread.ofVirtual().name("simulator-task").start(() -> run(work)));
    }

    private void run(Work work) {
        try {
            work.run(this);
            end(warnings == 0 ? "OK" : "WARNINGS: " + warnings);
        } catch (TaskFailure failure) {
            end(String.valueOf(failure.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            end("interrupted by signal");
        } catch (RuntimeException failure) {
            end("unexpected status: " + failure);
        }
    }

    /** Adds a line to the log. */
    public synchronized void log(String line) {
        log.add(line);
    }

    /** Adds a warning to the log: it ends well, and says that there were some. */
    public synchronized void warn(String line) {
        warnings++;
        log("WARN: " + line);
    }

    private synchronized void end(String status) {
        exit = Optional.of(status);
        end = System.currentTimeMillis() / 1000;
        boolean fine = status.equals("OK") || status.startsWith("WARNINGS");
        log.add(fine ? "TASK " + status : "TASK ERROR: " + status);
        ended.countDown();
    }

    /** Ends it as a signal would, and waits. */
    public void abort() throws InterruptedException {
        thread.ifPresent(Thread::interrupt);
        await();
    }

    /** Waits for its end. */
    public void await() throws InterruptedException {
        if (!ended.await(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException(upid() + " does not end");
        }
    }

    /** Its name everywhere. */
    public String upid() {
        return "UPID:%s:%08X:%08X:%08X:%s:%s:%s:".formatted(node, pid, processStart, start, type, id, caller.id());
    }

    /** Where it runs. */
    public String node() {
        return node;
    }

    /** What it does. */
    public String type() {
        return type;
    }

    /** To which guest. */
    public String id() {
        return id;
    }

    /** Who wanted it. */
    public Caller caller() {
        return caller;
    }

    /** Its process. */
    public int pid() {
        return pid;
    }

    /** When its process began, in ticks. */
    public long processStart() {
        return processStart;
    }

    /** When it began, in seconds. */
    public long started() {
        return start;
    }

    /** When it ended, in seconds. */
    public synchronized long finished() {
        return end;
    }

    /** How it ended; empty while it runs. */
    public synchronized Optional<String> exit() {
        return exit;
    }

    /** What it said so far. */
    public synchronized List<String> lines() {
        return List.copyOf(log);
    }
}
