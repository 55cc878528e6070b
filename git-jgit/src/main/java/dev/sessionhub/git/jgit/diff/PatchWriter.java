package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.git.jgit.repository.OpenRepository;
import dev.sessionhub.git.jgit.scan.WorktreeView;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.FileChange;
import dev.sessionhub.spi.git.GitDiff.Line.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;

/** Writes differences in the form that git apply reads, whatever bytes names and lines are made of. */
public final class PatchWriter {

    private static final String NO_NEWLINE = "\n\\ No newline at end of file\n";

    private final OutputStream out;

    private PatchWriter(OutputStream out) {
        this.out = out;
    }

    public static void write(OpenRepository repository, WorktreeView view, DiffRequest request, OutputStream out)
            throws IOException {
        if (view.cut()) {
            throw new ProviderException(
                    Code.LIMIT_EXCEEDED, "there are too many new files for a patch; git in the session can make one");
        }
        PatchWriter writer = new PatchWriter(new BufferedOutputStream(out, 1 << 16));
        for (FileDelta delta : Comparison.of(repository, view, request)) {
            writer.file(delta);
        }
        writer.out.flush();
    }

    /** A file that became another kind of thing is a deletion and a new file. */
    private void file(FileDelta delta) throws IOException {
        boolean otherKind = delta.old().isPresent()
                && delta.now().isPresent()
                && delta.old().get().mode().otherKindThan(delta.now().get().mode());
        if (otherKind) {
            difference(new FileDelta(delta.old(), Optional.empty(), delta.attributes()));
            difference(new FileDelta(Optional.empty(), delta.now(), delta.attributes()));
        } else {
            difference(delta);
        }
    }

    private void difference(FileDelta delta) throws IOException {
        Optional<FileDelta.Texts> texts = delta.sameContent() ? Optional.empty() : delta.texts();
        Optional<BinaryPatch> binary =
                delta.sameContent() || texts.isPresent() ? Optional.empty() : Optional.of(BinaryPatch.of(delta));
        header(delta, binary);
        if (binary.isPresent()) {
            binary.get().write(out);
        } else if (texts.isPresent()) {
            hunks(delta, texts.get());
        }
    }

    private void header(FileDelta delta, Optional<BinaryPatch> binary) throws IOException {
        String oldPath = delta.old().or(delta::now).orElseThrow().path();
        String newPath = delta.now().or(delta::old).orElseThrow().path();
        print("diff --git " + Quoted.name("a/" + oldPath) + " " + Quoted.name("b/" + newPath) + "\n");
        modes(delta);
        if (delta.change() == FileChange.RENAMED) {
            print(delta.sameContent() ? "similarity index 100%\n" : "");
            print("rename from " + Quoted.name(oldPath) + "\nrename to " + Quoted.name(newPath) + "\n");
        }
        if (!delta.sameContent()) {
            ObjectId now = binary.flatMap(BinaryPatch::id)
                    .or(() -> delta.now().map(Side::id))
                    .orElse(ObjectId.zeroId());
            ObjectId old = delta.old().map(Side::id).orElse(ObjectId.zeroId());
            print("index " + old.name() + ".." + now.name() + "\n");
        }
    }

    private void modes(FileDelta delta) throws IOException {
        if (delta.old().isEmpty()) {
            print("new file mode " + delta.now().orElseThrow().mode().octal() + "\n");
        } else if (delta.now().isEmpty()) {
            print("deleted file mode " + delta.old().get().mode().octal() + "\n");
        } else if (delta.old().get().mode() != delta.now().get().mode()) {
            print("old mode " + delta.old().get().mode().octal() + "\n");
            print("new mode " + delta.now().get().mode().octal() + "\n");
        }
    }

    private void hunks(FileDelta delta, FileDelta.Texts texts) throws IOException {
        Edits edits = texts.edits();
        if (edits.edits().isEmpty()) {
            return;
        }
        print("--- " + delta.old().map(side -> Quoted.ended("a/" + side.path())).orElse("/dev/null") + "\n");
        print("+++ " + delta.now().map(side -> Quoted.ended("b/" + side.path())).orElse("/dev/null") + "\n");
        for (HunkText hunk : HunkText.of(texts, edits)) {
            print("@@ -" + hunk.oldStart() + "," + hunk.oldLines() + " +" + hunk.newStart() + "," + hunk.newLines()
                    + " @@\n");
            hunk.visit((kind, old, now) -> line(
                    kind,
                    kind == Kind.DELETE
                            ? texts.before().raw(old)
                            : texts.after().raw(now)));
        }
    }

    private void line(Kind kind, String raw) {
        try {
            out.write(
                    switch (kind) {
                        case CONTEXT -> ' ';
                        case ADD -> '+';
                        case DELETE -> '-';
                    });
            print(raw.endsWith("\n") ? raw : raw + NO_NEWLINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(String raw) throws IOException {
        out.write(RawPath.bytes(raw));
    }
}
