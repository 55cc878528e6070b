package dev.sessionhub.git.jgit.content;

import dev.sessionhub.git.jgit.index.RawPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links, whose targets are bytes that need not be a tidy path. */
public final class Links {

    private Links() {}

    /** Makes a link with exactly that target. */
    public static void create(Path link, byte[] target) throws IOException, InterruptedException {
        String raw = RawPath.of(target, 0, target.length);
        Path path = RawPath.toPath(raw);
        if (RawPath.ofPath(path).equals(raw)) {
            Files.createSymbolicLink(link, path);
        } else {
            createUntidy(link, RawPath.text(raw));
        }
    }

    /** Java's paths cannot end with a slash or hold two in a row; the targets of links may. */
    private static void createUntidy(Path link, String target) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ln", "-s", "-T", "--", target, link.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("cannot make the link " + link);
        }
    }
}
