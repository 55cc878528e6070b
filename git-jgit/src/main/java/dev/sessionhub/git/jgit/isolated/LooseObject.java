package dev.sessionhub.git.jgit.isolated;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.eclipse.jgit.lib.Constants;

/**
 * An object in a file of its own, as its file says: its content may be anything.
 *
 * @param type of the object
 * @param size of the content
 * @param content may be shorter, longer or broken
 */
public record LooseObject(int type, long size, InputStream content) implements AutoCloseable {

    private static final int LONGEST_HEADER = 32;
    private static final long LARGEST = 256L << 20;

    /** Reads the header of one; closes the file if there is none. */
    public static LooseObject of(String name, InputStream file) throws IOException {
        InflaterInputStream inflated = new InflaterInputStream(new BufferedInputStream(file));
        try {
            StringBuilder header = new StringBuilder();
            for (int c = inflated.read(); c > 0 && header.length() < LONGEST_HEADER; c = inflated.read()) {
                header.append((char) c);
            }
            String[] words = header.toString().split(" ", 2);
            if (words.length != 2 || !words[1].matches("[0-9]{1,12}")) {
                throw broken(name);
            }
            long size = Long.parseLong(words[1]);
            if (size > LARGEST) {
                throw new ProviderException(Code.LIMIT_EXCEEDED, "the session's object " + name + " is too large");
            }
            return new LooseObject(type(name, words[0]), size, inflated);
        } catch (ZipException | EOFException _) {
            inflated.close();
            throw broken(name);
        } catch (IOException | RuntimeException e) {
            inflated.close();
            throw e;
        }
    }

    private static int type(String name, String word) {
        return switch (word) {
            case "commit" -> Constants.OBJ_COMMIT;
            case "tree" -> Constants.OBJ_TREE;
            case "blob" -> Constants.OBJ_BLOB;
            case "tag" -> Constants.OBJ_TAG;
            default -> throw broken(name);
        };
    }

    /** What to say of an object that is not what it should be. */
    public static ProviderException broken(String name) {
        return new ProviderException(
                Code.INVALID_REQUEST,
                "the session's object " + name + " is broken; run git fsck in the session to learn more");
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
