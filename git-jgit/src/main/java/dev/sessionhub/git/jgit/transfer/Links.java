package dev.sessionhub.git.jgit.transfer;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;
import org.eclipse.jgit.util.RawParseUtils;

/** Which objects an object that passed the checks leads to; commits of submodules are not among them. */
final class Links {

    private static final int HASH = 40;

    private Links() {}

    static List<ObjectId> of(int type, byte[] content) {
        return switch (type) {
            case Constants.OBJ_COMMIT -> headers(content, List.of("tree ", "parent "));
            case Constants.OBJ_TAG -> headers(content, List.of("object "));
            case Constants.OBJ_TREE -> items(content);
            default -> List.of();
        };
    }

    private static List<ObjectId> headers(byte[] content, List<String> names) {
        List<ObjectId> links = new ArrayList<>();
        for (int at = 0; at < content.length && content[at] != '\n'; at = RawParseUtils.nextLF(content, at)) {
            for (String name : names) {
                int from = at + name.length();
                if (RawParseUtils.match(content, at, Constants.encodeASCII(name)) == from
                        && from + HASH <= content.length) {
                    links.add(ObjectId.fromString(content, from));
                }
            }
        }
        return links;
    }

    private static List<ObjectId> items(byte[] content) {
        List<ObjectId> links = new ArrayList<>();
        CanonicalTreeParser item = new CanonicalTreeParser();
        for (item.reset(content); !item.eof(); item.next(1)) {
            if (!item.getEntryFileMode().equals(FileMode.GITLINK)) {
                links.add(item.getEntryObjectId());
            }
        }
        return links;
    }
}
