package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.util.io.BinaryHunkOutputStream;

/** Git's form of binary differences: the new content as a whole and, to go back, the old one. */
final class BinaryPatch {

    private static final int LARGEST = 256 << 20;

    private final Optional<byte[]> old;
    private final Optional<byte[]> now;

    private BinaryPatch(Optional<byte[]> old, Optional<byte[]> now) {
        this.old = old;
        this.now = now;
    }

    static BinaryPatch of(FileDelta delta) throws IOException {
        return new BinaryPatch(content(delta.old()), content(delta.now()));
    }

    /** The name of exactly the new content that is written, should the file change meanwhile. */
    Optional<ObjectId> id() {
        return now.map(bytes -> {
            try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
                return formatter.idFor(Constants.OBJ_BLOB, bytes);
            }
        });
    }

    void write(OutputStream out) throws IOException {
        out.write(RawPath.bytes("GIT binary patch\n"));
        literal(now.orElse(new byte[0]), out);
        literal(old.orElse(new byte[0]), out);
    }

    private static Optional<byte[]> content(Optional<Side> side) throws IOException {
        if (side.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(side.get()
                .blob()
                .bytes(LARGEST)
                .orElseThrow(() -> new ProviderException(
                        Code.LIMIT_EXCEEDED, "\"" + RawPath.text(side.get().path()) + "\" is too large for a patch")));
    }

    private static void literal(byte[] content, OutputStream out) throws IOException {
        out.write(RawPath.bytes("literal " + content.length + "\n"));
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        try (OutputStream deflater = new DeflaterOutputStream(deflated)) {
            deflater.write(content);
        }
        @SuppressWarnings("resource") // closing it would close the patch
        BinaryHunkOutputStream lines = new BinaryHunkOutputStream(out);
        deflated.writeTo(lines);
        lines.flush();
        out.write('\n');
    }
}
