package dev.sessionhub.proxmox.simulator.api;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a call gives.
 *
 * @param data plain values, see {@link Values}
 * @param total how many there are of what the data is a part of
 */
record Result(@Nullable Object data, OptionalInt total) {

    static final Result NOTHING = new Result(null, OptionalInt.empty());

    static Result of(@Nullable Object data) {
        return new Result(data, OptionalInt.empty());
    }
}
