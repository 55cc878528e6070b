package dev.sessionhub.core.terminal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the terminals with the application and lets go of them with it. */
@ApplicationScoped
public class TerminalsProducer {

    /**
     * Makes them.
     *
     * @return the terminals
     */
    @Produces
    @Singleton
    public Terminals open() {
        return new Terminals();
    }

    /**
     * Lets go of them; the programs go on.
     *
     * @param terminals the terminals
     */
    public void close(@Disposes Terminals terminals) {
        terminals.close();
    }
}
