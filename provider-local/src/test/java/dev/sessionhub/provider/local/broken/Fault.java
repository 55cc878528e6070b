package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.ContainerProvider;
import java.util.function.UnaryOperator;

/**
 * One thing done wrong.
 *
 * @param clause the test that must see it: its nested class and its name
 * @param says words of the clause that the failure must quote
 * @param of breaks a good provider
 */
record Fault(String clause, String says, UnaryOperator<ContainerProvider> of) {

    @Override
    public String toString() {
        return clause + ": " + says;
    }
}
