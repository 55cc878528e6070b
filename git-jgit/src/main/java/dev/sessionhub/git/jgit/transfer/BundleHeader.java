package dev.sessionhub.git.jgit.transfer;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What stands before the pack in a bundle.
 *
 * @param prerequisites commits the receiver must have
 * @param references what the bundle brings, by full name
 */
record BundleHeader(List<ObjectId> prerequisites, Map<String, ObjectId> references) {

    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_LINES = 100_000;
    private static final int HASH = 40;

    BundleHeader {
        prerequisites = List.copyOf(prerequisites);
        references = Map.copyOf(references);
    }

    /** Reads to the start of the pack. */
    static BundleHeader read(InputStream in) throws IOException {
        String signature = line(in);
        boolean third = signature.equals("# v3 git bundle");
        if (!third && !signature.equals("# v2 git bundle")) {
            throw broken("it is no bundle of version 2 or 3");
        }
        List<ObjectId> prerequisites = new ArrayList<>();
        Map<String, ObjectId> references = new HashMap<>();
        for (int i = 0; i < MOST_LINES; i++) {
            String line = line(in);
            if (line.isEmpty()) {
                return new BundleHeader(prerequisites, references);
            }
            if (third && line.startsWith("@")) {
                requireSha1(line);
            } else if (line.startsWith("-")) {
                prerequisites.add(id(line.substring(1)));
            } else if (line.length() <= HASH + 1 || references.put(line.substring(HASH + 1), id(line)) != null) {
                throw broken("it names a reference twice or not at all");
            }
        }
        throw broken("its header does not end");
    }

    static ProviderException broken(String why) {
        return new ProviderException(Code.INVALID_REQUEST, "the bundle is broken: " + why);
    }

    private static void requireSha1(String line) {
        if (!line.equals("@object-format=sha1")) {
            throw broken("it needs a capability that is not supported");
        }
    }

    private static ObjectId id(String line) {
        boolean whole = line.length() == HASH || (line.length() > HASH && line.charAt(HASH) == ' ');
        if (!whole || !ObjectId.isId(line.substring(0, HASH))) {
            throw broken("a line of its header does not start with a commit");
        }
        return ObjectId.fromString(line.substring(0, HASH));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0 || line.size() >= LONGEST_LINE) {
                throw broken("its header is cut off or has an endless line");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
