package dev.sessionhub.launcher.process;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Random texts nobody can guess, from characters nobody mistakes for another. */
public final class Passwords {

    private static final String CHARACTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private Passwords() {}

    public static String random(int length) {
        return new SecureRandom()
                .ints(length, 0, CHARACTERS.length())
                .mapToObj(index -> String.valueOf(CHARACTERS.charAt(index)))
                .collect(Collectors.joining());
    }
}
