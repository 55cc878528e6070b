package dev.sessionhub.provider.local;

import java.io.IOException;
import java.nio.file.Path;

/** Makes one, as a program of its own. */
final class PrivateDirectory {

    private PrivateDirectory() {}

    public static void main(String[] arguments) throws IOException {
        Tree.makePrivate(Path.of(arguments[0]));
    }
}
