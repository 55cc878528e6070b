package dev.sessionhub.launcher.door;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.nio.transport.TCPNIOTransport;

/** The way to the server's applications from outside. */
public final class FrontDoor {

    private static final String SETTINGS = "org.glassfish.grizzly.config.dom.NetworkConfig";

    private static final int ATTEMPTS = 50;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final TCPNIOTransport transport;
    private final Gate gate = new Gate();

    FrontDoor(TCPNIOTransport transport) {
        this.transport = transport;
    }

    /** That of the Payara in this process, with a gate before its applications. */
    public static FrontDoor ofPayara() {
        FrontDoor door = new FrontDoor(transportOfPayara());
        door.placeGate();
        return door;
    }

    /** Lets everybody in, by another address than the one the server booted with; who had it may need a moment to let go. */
    public void open(InetSocketAddress address) {
        for (int attempt = 1; !bound(address, attempt == ATTEMPTS); attempt++) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean bound(InetSocketAddress address, boolean last) {
        try {
            transport.bind(address, transport.getServerConnectionBackLog());
            return true;
        } catch (IOException e) {
            if (last || !(e instanceof BindException)) {
                throw new Failure("cannot listen on " + address + ": " + e.getMessage(), e);
            }
            return false;
        }
    }

    /** Lets nobody in any more. */
    public void close() {
        gate.close();
    }

    void placeGate() {
        FilterChain chain = (FilterChain) transport.getProcessor();
        for (int at = 0; at < chain.size(); at++) {
            if (chain.get(at) instanceof HttpServerFilter) {
                chain.add(at + 1, gate);
                return;
            }
        }
        throw new Failure("this Payara's listener speaks no HTTP: " + chain);
    }

    /** Payara has no API for it: its registry of services knows the listener, and that knows its transport. */
    private static TCPNIOTransport transportOfPayara() {
        try {
            Object registry = call(Class.forName("org.glassfish.internal.api.Globals"), null, "getDefaultHabitat");
            Object service = service(registry, "com.sun.enterprise.v3.services.impl.GrizzlyService");
            Object settings = service(registry, SETTINGS);
            Object listener = Class.forName(SETTINGS)
                    .getMethod("getNetworkListener", String.class)
                    .invoke(settings, "http-listener");
            Object proxy = method(service.getClass(), "lookupNetworkProxy", 1).invoke(service, listener);
            Object door = call(proxy.getClass(), proxy, "getUnderlyingListener");
            return (TCPNIOTransport) call(door.getClass(), door, "getTransport");
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new Failure("this Payara's listener is not where it was: " + e, e);
        }
    }

    private static Object service(Object registry, String type) throws ReflectiveOperationException {
        Class<?> locator = Class.forName("org.glassfish.hk2.api.ServiceLocator");
        return locator.getMethod("getService", Class.class, Annotation[].class)
                .invoke(registry, Class.forName(type), new Annotation[0]);
    }

    private static Object call(Class<?> type, @org.jspecify.annotations.Nullable Object target, String name)
            throws ReflectiveOperationException {
        return method(type, name, 0).invoke(target);
    }

    private static Method method(Class<?> type, String name, int parameters) throws NoSuchMethodException {
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == parameters) {
                return method;
            }
        }
        throw new NoSuchMethodException(name + " of " + type.getName());
    }
}
