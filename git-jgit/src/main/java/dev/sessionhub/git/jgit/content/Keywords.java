package dev.sessionhub.git.jgit.content;

import dev.sessionhub.git.jgit.index.RawPath;
import java.util.regex.Pattern;

/** The keyword that the attribute {@code ident} fills in. */
final class Keywords {

    private static final Pattern FILLED = Pattern.compile("\\$Id:[^$\\n]*\\$");

    private Keywords() {}

    static byte[] collapse(byte[] content) {
        String text = RawPath.of(content, 0, content.length);
        return text.contains("$Id:") ? RawPath.bytes(FILLED.matcher(text).replaceAll("\\$Id\\$")) : content;
    }
}
