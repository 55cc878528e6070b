package dev.sessionhub.architecture.plantedone;

import org.assertj.core.api.Assertions;

final class NeedsALibrary {
    void use() {
        Assertions.fail("used");
    }
}
