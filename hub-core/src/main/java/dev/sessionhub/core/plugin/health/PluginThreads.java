package dev.sessionhub.core.plugin.health;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** How many threads a plug-in has: its code runs with its own class loader as the context, and threads inherit that. */
final class PluginThreads {

    /** More than an honest plug-in has, and less than what hurts the hub. */
    private static final int MANY = 256;

    private PluginThreads() {}

    /** What to say of a plug-in that has too many. */
    static Optional<String> complaint(ClassLoader plugin) {
        long count = Arrays.stream(all())
                .filter(Objects::nonNull)
                .filter(thread -> plugin.equals(thread.getContextClassLoader()))
                .count();
        return count < MANY
                ? Optional.empty()
                : Optional.of(
                        "its plug-in leaks threads: it has " + count + "; restart the hub, and replace the plug-in");
    }

    private static Thread[] all() {
        ThreadGroup root = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
        for (ThreadGroup parent = root.getParent(); parent != null; parent = parent.getParent()) {
            root = parent;
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 64];
        root.enumerate(threads);
        return threads;
    }
}
