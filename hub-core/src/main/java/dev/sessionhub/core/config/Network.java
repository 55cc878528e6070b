package dev.sessionhub.core.config;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that begin alike, as {@code 10.0.0.0/8}; one address is the smallest network.
 *
 * @param address any of them
 * @param prefix how many bits they share
 */
public record Network(InetAddress address, int prefix) {

    /** Checks that the address has so many bits. */
    public Network {
        if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException("a network of " + address.getHostAddress() + " cannot have /" + prefix);
        }
    }

    /**
     * Reads an address, or an address and a number of bits.
     *
     * @throws IllegalArgumentException if it is neither; a name is none
     */
    public static Network parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress address = InetAddress.ofLiteral(parts[0]);
        int bits = address.getAddress().length * Byte.SIZE;
        return new Network(address, parts.length == 1 ? bits : Integer.parseInt(parts[1]));
    }

    /** Whether an address is one of these. */
    public boolean contains(InetAddress other) {
        byte[] own = address.getAddress();
        byte[] its = other.getAddress();
        return own.length == its.length && Arrays.equals(masked(own), masked(its));
    }

    private byte[] masked(byte[] bytes) {
        byte[] masked = bytes.clone();
        for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        return masked;
    }
}
