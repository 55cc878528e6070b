package dev.sessionhub.core.plantedtwo;

import dev.sessionhub.core.plantedone.First;

/** The other half of a cycle. */
public final class Second {

    /** Uses the first half. */
    public Object other() {
        return new First();
    }
}
