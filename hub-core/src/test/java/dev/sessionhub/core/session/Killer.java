package dev.sessionhub.core.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Ends the hub's work as kill -9 does, before or after the n-th thing it does to the world. */
final class Killer {

    /** Nothing in the hub catches it, and nothing is done any more once it was thrown. */
    static final class Killed extends Error {

        private static final long serialVersionUID = 1L;

        Killed(String where) {
            super("killed " + where, null, false, false);
        }
    }

    private static final Set<String> DEEDS = Set.of(
            "create",
            "start",
            "stop",
            "remove",
            "exec",
            "addWorktree",
            "attachWorktree",
            "detachWorktree",
            "moveWorktree",
            "updateBranch");

    private final int deadly;
    private final AtomicInteger moments = new AtomicInteger();
    private volatile String where = "";

    Killer(int deadly) {
        this.deadly = deadly;
    }

    static Killer none() {
        return new Killer(Integer.MAX_VALUE);
    }

    String where() {
        return where;
    }

    boolean hasKilled() {
        return !where.isEmpty();
    }

    <T> T around(String name, Supplier<T> deed) {
        moment("before " + name);
        T result = deed.get();
        moment("after " + name);
        return result;
    }

    <T> T wrap(Class<T> type, T plug) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    boolean deed = DEEDS.contains(method.getName());
                    if (deed) {
                        moment("before " + method.getName());
                    }
                    try {
                        Object result = method.invoke(plug, arguments);
                        if (deed) {
                            moment("after " + method.getName());
                        }
                        return result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                }));
    }

    private void moment(String name) {
        if (hasKilled() || moments.incrementAndGet() == deadly) {
            if (!hasKilled()) {
                where = name + " (" + deadly + ")";
            }
            throw new Killed(where);
        }
    }
}
