package dev.sessionhub.git.jgit.rules;

import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.RawPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lines of an ignore or attributes file; links are not followed, and what is too large counts as absent, as in git. */
public final class RuleFile {

    private static final int MOST_BYTES = 4 << 20;

    private RuleFile() {}

    /** A way to a file of a session. */
    public interface Source {

        /** Empty if it is not an ordinary file. */
        Optional<InputStream> open() throws IOException;
    }

    /** The lines of a file of a session as raw bytes; none if it is not an ordinary file. */
    public static List<String> lines(Source source) {
        try {
            Optional<InputStream> found = source.open();
            if (found.isEmpty()) {
                return List.of();
            }
            try (InputStream in = found.get()) {
                byte[] content = in.readNBytes(MOST_BYTES + 1);
                return content.length > MOST_BYTES ? List.of() : lines(content);
            }
        } catch (IOException _) {
            return List.of();
        }
    }

    /** The lines of a file of the repository's own; none if it is not an ordinary file. */
    public static List<String> lines(Path file) {
        try {
            FileStat stat = FileStat.of(file);
            if (!stat.isRegular() || stat.size() > MOST_BYTES) {
                return List.of();
            }
            OpenOption[] options = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
            try (var in = Files.newInputStream(file, options)) {
                return lines(in.readNBytes(MOST_BYTES));
            }
        } catch (IOException _) {
            return List.of();
        }
    }

    /** The lines of a file's content. */
    public static List<String> lines(byte[] content) {
        List<String> lines = new ArrayList<>();
        boolean marked = content.length >= 3 && content[0] == (byte) 0xef && content[1] == (byte) 0xbb;
        int start = marked ? 3 : 0;
        for (int at = start; at <= content.length; at++) {
            if (at == content.length || content[at] == '\n') {
                int end = at > start && content[at - 1] == '\r' ? at - 1 : at;
                lines.add(RawPath.of(content, start, end));
                start = at + 1;
            }
        }
        return lines;
    }
}
