package dev.sessionhub.git.jgit.rules;

/**
 * A pattern of an ignore or attributes file.
 *
 * @param directory the directory of that file: empty, or ending with a slash
 * @param glob the pattern
 * @param wholePath whether it is compared with the path from that directory, not with the name alone
 * @param directoriesOnly whether it means directories only
 * @param literal whether it has no wildcard
 */
record PathPattern(String directory, String glob, boolean wholePath, boolean directoriesOnly, boolean literal) {

    static PathPattern of(String directory, String text) {
        boolean directoriesOnly = text.endsWith("/");
        String glob = directoriesOnly ? text.substring(0, text.length() - 1) : text;
        boolean wholePath = glob.indexOf('/') >= 0;
        if (glob.startsWith("/")) {
            glob = glob.substring(1);
        }
        return new PathPattern(directory, glob, wholePath, directoriesOnly, Wildmatch.isLiteral(glob));
    }

    boolean matches(String path, boolean isDirectory) {
        if (directoriesOnly && !isDirectory) {
            return false;
        }
        String text = wholePath ? path.substring(directory.length()) : path.substring(path.lastIndexOf('/') + 1);
        return literal ? glob.equals(text) : Wildmatch.matches(glob, text);
    }
}
