package dev.sessionhub.architecture.plantedone;

import dev.sessionhub.architecture.plantedtwo.Second;

/** Half of a cycle. */
public final class First {

    /** Uses the other half. */
    public Object other() {
        return new Second();
    }
}
