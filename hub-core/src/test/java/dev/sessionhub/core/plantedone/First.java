package dev.sessionhub.core.plantedone;

import dev.sessionhub.core.plantedtwo.Second;

/** Half of a cycle. */
public final class First {

    /** Uses the other half. */
    public Object other() {
        return new Second();
    }
}
