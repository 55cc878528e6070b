package dev.sessionhub.git.jgit.content;

/**
 * What a repository's configuration says about line ends.
 *
 * @param automatic {@code core.autocrlf}: "true", "input" or "false"
 * @param lineEnd {@code core.eol}: "crlf", "lf" or "native"
 */
public record LineEndSettings(String automatic, String lineEnd) {

    boolean convertsAlways() {
        return automatic.equals("true") || automatic.equals("input");
    }

    boolean returnsAlways() {
        return automatic.equals("true");
    }

    boolean returnsByDefault() {
        return automatic.equals("true") || (!automatic.equals("input") && lineEnd.equals("crlf"));
    }
}
