package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.tree.TreeItem;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * A file on one side of a difference.
 *
 * @param path where it is
 * @param mode what it is
 * @param id the name of its content
 * @param blob its content
 */
record Side(String path, FileMode mode, ObjectId id, Blob blob) {

    static Side stored(String path, TreeItem item, ObjectReader objects) {
        Blob blob = item.mode() == FileMode.SUBMODULE
                ? new Blob.Subproject(item.id())
                : new Blob.Stored(objects, item.id());
        return new Side(path, item.mode(), item.id(), blob);
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
