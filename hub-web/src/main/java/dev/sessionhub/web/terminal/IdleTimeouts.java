package dev.sessionhub.web.terminal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Payara's WebSockets schedule an idle timeout for every frame that comes or goes, also where none is set: then as a task
 * without delay that finds nothing to do. Their executor searches every jar for plug-ins at each task, which costs more than
 * all the rest of a key's way. Here such tasks are left out; the hub watches connections itself.
 */
final class IdleTimeouts {

    private static final Logger LOG = System.getLogger(IdleTimeouts.class.getName());
    private static final String EXECUTOR = "managedScheduledExecutorService";

    private IdleTimeouts() {}

    /** Without effect on a server whose WebSockets are made in another way. */
    static void leaveOut(Object container) {
        try {
            Field field = field(container.getClass());
            field.setAccessible(true);
            if (field.get(container) instanceof ScheduledExecutorService executor) {
                field.set(container, withoutThem(executor));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.log(Level.INFO, "WebSockets keep their timers: {0}", e.toString());
        }
    }

    private static Field field(Class<?> type) throws NoSuchFieldException {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(EXECUTOR)) {
                    return field;
                }
            }
        }
        throw new NoSuchFieldException(EXECUTOR + " of " + type.getName());
    }

    /** The caller takes null for a timeout that is not there. */
    static ScheduledExecutorService withoutThem(ScheduledExecutorService executor) {
        return (ScheduledExecutorService) Proxy.newProxyInstance(
                IdleTimeouts.class.getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (_, method, arguments) -> isIdleTimeout(method, arguments) ? null : pass(executor, method, arguments));
    }

    private static boolean isIdleTimeout(Method method, Object @Nullable [] arguments) {
        return method.getName().equals("schedule") && arguments != null && arguments[1].equals(0L);
    }

    private static @Nullable Object pass(
            ScheduledExecutorService executor, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(executor, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
