package dev.sessionhub.git.jgit.content;

import dev.sessionhub.git.jgit.rules.FileAttributes;
import java.io.ByteArrayOutputStream;
import java.util.function.BooleanSupplier;

/**
 * How lines end in a file, as opposed to its blob.
 *
 * @param convert whether carriage returns are taken out on the way in
 * @param guess whether only if the content looks like text
 * @param returns whether they are put in on the way out
 */
record LineEnds(boolean convert, boolean guess, boolean returns) {

    private static final LineEnds AS_THEY_ARE = new LineEnds(false, false, false);

    static LineEnds of(FileAttributes attributes, LineEndSettings settings) {
        boolean lf = attributes.has("eol", "lf") || attributes.has("crlf", "input");
        boolean crlf = attributes.has("eol", "crlf");
        boolean byDefault = !lf && settings.returnsByDefault();
        if (attributes.isUnset("text") || (!knowsText(attributes) && attributes.isUnset("crlf"))) {
            return AS_THEY_ARE;
        }
        if (attributes.has("text", "auto")) {
            return new LineEnds(true, true, crlf || byDefault);
        }
        if (attributes.isSet("text") || attributes.isSet("crlf")) {
            return new LineEnds(true, false, crlf || byDefault);
        }
        if (lf || crlf) {
            return new LineEnds(true, false, crlf);
        }
        return new LineEnds(settings.convertsAlways(), true, settings.returnsAlways());
    }

    private static boolean knowsText(FileAttributes attributes) {
        return attributes.isSet("text") || attributes.has("text", "auto");
    }

    /**
     * What git would store.
     *
     * @param content of the file
     * @param blobHasPairs whether the blob staged now has carriage returns itself, which are then left alone
     */
    byte[] clean(byte[] content, BooleanSupplier blobHasPairs) {
        if (!convert || indexOfReturn(content) < 0) {
            return content;
        }
        TextStatistics text = TextStatistics.of(content);
        if (text.pairs() == 0 || (guess && (text.looksBinary() || blobHasPairs.getAsBoolean()))) {
            return content;
        }
        ByteArrayOutputStream cleaned = new ByteArrayOutputStream(content.length);
        for (int i = 0; i < content.length; i++) {
            boolean pair = content[i] == '\r' && i + 1 < content.length && content[i + 1] == '\n';
            if (!pair) {
                cleaned.write(content[i]);
            }
        }
        return cleaned.toByteArray();
    }

    /** What git would write into the file. */
    byte[] smudge(byte[] blob) {
        if (!convert || !returns) {
            return blob;
        }
        TextStatistics text = TextStatistics.of(blob);
        if (text.loneFeeds() == 0 || (guess && (text.looksBinary() || text.pairs() > 0))) {
            return blob;
        }
        ByteArrayOutputStream smudged = new ByteArrayOutputStream(blob.length + text.loneFeeds());
        for (int i = 0; i < blob.length; i++) {
            if (blob[i] == '\n' && (i == 0 || blob[i - 1] != '\r')) {
                smudged.write('\r');
            }
            smudged.write(blob[i]);
        }
        return smudged.toByteArray();
    }

    private static int indexOfReturn(byte[] content) {
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\r') {
                return i;
            }
        }
        return -1;
    }
}
