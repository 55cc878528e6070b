package dev.sessionhub.web.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Timer;

/** How long what users wait for takes. */
@ApplicationScoped
public class Durations {

    private final Timer attach;
    private final Timer create;

    @Inject
    public Durations(MetricRegistry registry) {
        this.attach = registry.timer(nanoseconds("hub_attach"));
        this.create = registry.timer(nanoseconds("hub_create"));
    }

    /** A timer counts nanoseconds; Payara turns them into the seconds that it shows only where that is said. */
    private static Metadata nanoseconds(String name) {
        return Metadata.builder()
                .withName(name)
                .withUnit(MetricUnits.NANOSECONDS)
                .build();
    }

    /** From a viewer's first frame to the answer to it. */
    public void attach(Runnable work) {
        attach.time(work);
    }

    /** A request for a session, until it is accepted. */
    public <T> T create(Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        create.update(Duration.ofNanos(System.nanoTime() - start));
        return result;
    }
}
