package dev.sessionhub.git.jgit.tree;

import dev.sessionhub.git.jgit.index.FileMode;
import dev.sessionhub.git.jgit.index.RawPath;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** Reads trees; names that could leave the work tree or reach a Git directory are refused. */
public final class TreeReader {

    private static final int MOST_BYTES = 64 << 20;
    private static final int HASH = 20;

    private final ObjectReader objects;

    public TreeReader(ObjectReader objects) {
        this.objects = objects;
    }

    /** The items of one tree by name, in Git's order. */
    public Map<String, TreeItem> items(ObjectId tree) throws IOException {
        byte[] bytes = objects.open(tree, Constants.OBJ_TREE).getCachedBytes(MOST_BYTES);
        Map<String, TreeItem> items = new LinkedHashMap<>();
        int at = 0;
        while (at < bytes.length) {
            int space = indexOf(bytes, at, ' ');
            int end = indexOf(bytes, space, 0);
            int bits = Integer.parseInt(RawPath.of(bytes, at, space), 8);
            String name = RawPath.of(bytes, space + 1, end);
            TreeItem item = new TreeItem(FileMode.of(bits), ObjectId.fromRaw(bytes, end + 1));
            if (!RawPath.isSafeName(name) || items.put(name, item) != null) {
                throw new ProviderException(
                        Code.UNSUPPORTED, "tree " + tree.name() + " holds a name that must not be checked out");
            }
            at = end + 1 + HASH;
        }
        return items;
    }

    /** Every file below a tree, with its path. */
    public void files(ObjectId tree, String prefix, BiConsumer<String, TreeItem> found) throws IOException {
        for (var entry : items(tree).entrySet()) {
            TreeItem item = entry.getValue();
            if (item.mode() == FileMode.TREE) {
                files(item.id(), prefix + entry.getKey() + "/", found);
            } else {
                found.accept(prefix + entry.getKey(), item);
            }
        }
    }

    private static int indexOf(byte[] bytes, int from, int stop) {
        int at = from;
        while (bytes[at] != stop) {
            at++;
        }
        return at;
    }
}
