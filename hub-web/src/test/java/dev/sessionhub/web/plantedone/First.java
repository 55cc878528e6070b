package dev.sessionhub.web.plantedone;

import dev.sessionhub.web.plantedtwo.Second;

/** Half of a cycle. */
public final class First {

    /** Uses the other half. */
    public Object other() {
        return new Second();
    }
}
