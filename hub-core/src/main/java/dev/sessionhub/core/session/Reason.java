package dev.sessionhub.core.session;

/** What a session or a plug-in says of itself, made fit for the history: it may hold anything, and be of any length. */
final class Reason {

    private static final int MOST = 2_000;

    private Reason() {}

    static String plain(String text) {
        String visible = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return visible.length() <= MOST ? visible : visible.substring(0, MOST - 3) + "...";
    }
}
