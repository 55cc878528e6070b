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
    private static final int MOST_WALKED = 500_000;
    private static final int LONGEST_PATH = 3000;

    /** Of all paths together: a few objects may give long names to very many files. */
    private static final long MOST_PATHS = 64 << 20;

    private final ObjectReader objects;
    private int walked;
    private long paths;

    public TreeReader(ObjectReader objects) {
        this.objects = objects;
    }

    /** The items of one tree by name, in Git's order. */
    public Map<String, TreeItem> items(ObjectId tree) throws IOException {
        byte[] bytes = objects.open(tree, Constants.OBJ_TREE).getCachedBytes(MOST_BYTES);
        Map<String, TreeItem> items = new LinkedHashMap<>();
        int at = 0;
        while (at < bytes.length) {
            if (items.size() == MOST_WALKED) {
                throw tooLarge();
            }
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

    /**
     * The items of a directory on a walk through a whole tree. A few small objects may say that there are more files than
     * any disk could hold, so a walk with one reader has an end.
     */
    public Map<String, TreeItem> walk(ObjectId tree, String prefix) throws IOException {
        Map<String, TreeItem> items = items(tree);
        walked += 1 + items.size();
        paths += (long) items.size() * prefix.length()
                + items.keySet().stream().mapToInt(String::length).sum();
        if (walked > MOST_WALKED || paths > MOST_PATHS || prefix.length() > LONGEST_PATH) {
            throw tooLarge();
        }
        return items;
    }

    /** Every file below a tree, with its path. */
    public void files(ObjectId tree, String prefix, BiConsumer<String, TreeItem> found) throws IOException {
        for (var entry : walk(tree, prefix).entrySet()) {
            TreeItem item = entry.getValue();
            if (item.mode() == FileMode.TREE) {
                files(item.id(), prefix + entry.getKey() + "/", found);
            } else {
                found.accept(prefix + entry.getKey(), item);
            }
        }
    }

    private static ProviderException tooLarge() {
        return new ProviderException(
                Code.LIMIT_EXCEEDED,
                "a commit's tree has more than " + MOST_WALKED + " files and directories, a path of more than "
                        + LONGEST_PATH + " bytes, or paths of more than " + (MOST_PATHS >> 20) + " MiB together");
    }

    private static int indexOf(byte[] bytes, int from, int stop) {
        int at = from;
        while (bytes[at] != stop) {
            at++;
        }
        return at;
    }
}
