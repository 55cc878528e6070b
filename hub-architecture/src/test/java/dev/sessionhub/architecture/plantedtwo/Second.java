package dev.sessionhub.architecture.plantedtwo;

import dev.sessionhub.architecture.plantedone.First;

/** The other half of a cycle. */
public final class Second {

    /** Uses the first half. */
    public Object other() {
        return new First();
    }
}
