package dev.sessionhub.core.terminal;

/** Stands for the engine until it is here. */
final class Outline {

    static boolean engine;

    private Outline() {}

    static void missing() {
        if (!engine) {
            throw new UnsupportedOperationException();
        }
    }
}
