package dev.sessionhub.web.plantedtwo;

import dev.sessionhub.web.plantedone.First;

/** The other half of a cycle. */
public final class Second {

    /** Uses the first half. */
    public Object other() {
        return new First();
    }
}
