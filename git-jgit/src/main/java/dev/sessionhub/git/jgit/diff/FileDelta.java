package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.rules.FileAttributes;
import dev.sessionhub.spi.git.FileChange;
import java.io.IOException;
import java.util.Optional;

/**
 * One file that differs.
 *
 * @param old where and what it was; empty if it is new
 * @param now where and what it is; empty if it is gone
 * @param attributes of its present path
 */
record FileDelta(Optional<Side> old, Optional<Side> now, FileAttributes attributes) {

    /** The largest content that is compared by line. */
    static final int LARGEST_TEXT = 8 << 20;

    private static final byte[] NOTHING = {};

    String path() {
        return now.or(() -> old).orElseThrow().path();
    }

    FileChange change() {
        if (old.isEmpty()) {
            return FileChange.ADDED;
        }
        if (now.isEmpty()) {
            return FileChange.DELETED;
        }
        return old.get().path().equals(now.get().path()) ? FileChange.MODIFIED : FileChange.RENAMED;
    }

    /** Both texts; empty if one is binary or too large. */
    Optional<Texts> texts() throws IOException {
        if (attributes.isUnset("diff")) {
            return Optional.empty();
        }
        Optional<byte[]> before = content(old);
        Optional<byte[]> after = content(now);
        if (before.isEmpty() || after.isEmpty()) {
            return Optional.empty();
        }
        boolean binary = Lines.looksBinary(before.get()) || Lines.looksBinary(after.get());
        if (binary && !attributes.isSet("diff")) {
            return Optional.empty();
        }
        return Optional.of(new Texts(Lines.of(before.get()), Lines.of(after.get())));
    }

    /** Whether both sides have the same content, so that only name or mode differ. */
    boolean sameContent() {
        return old.isPresent()
                && now.isPresent()
                && old.get().id().equals(now.get().id());
    }

    private static Optional<byte[]> content(Optional<Side> side) throws IOException {
        return side.isEmpty() ? Optional.of(NOTHING) : side.get().blob().bytes(LARGEST_TEXT);
    }

    /**
     * What is compared by line.
     *
     * @param before the old text
     * @param after the new text
     */
    record Texts(Lines before, Lines after) {

        Edits edits() {
            return LineDiff.between(before, after);
        }
    }
}
