package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.ContainerProvider;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * One thing done wrong.
 *
 * @param clause the test that must see it: its nested class and its name
 * @param says words of the clause that the failure must quote
 * @param patience how long the test waits for what is to come
 * @param of breaks a good provider
 */
record Fault(String clause, String says, Duration patience, UnaryOperator<ContainerProvider> of) {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofSeconds(3);

    static final Fault NONE = new Fault("none", "", UnaryOperator.identity());

    Fault(String clause, String says, UnaryOperator<ContainerProvider> of) {
        this(clause, says, LONG, of);
    }

    /** What is to come never does: the test waits in vain, and need not wait long. */
    Fault seenByWaiting() {
        return new Fault(clause, says, SHORT, of);
    }

    @Override
    public String toString() {
        return clause + ": " + says;
    }
}
