package dev.sessionhub.core.account;

import java.util.Arrays;
import java.util.HexFormat;

/** The keyed hash of a token: names it without giving it away. */
public final class TokenId {

    private final byte[] hash;

    TokenId(byte[] hash) {
        this.hash = hash.clone();
    }

    byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenId id && Arrays.equals(hash, id.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return "token " + HexFormat.of().formatHex(hash, 0, 4);
    }
}
