package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.content.WorkFiles;
import dev.sessionhub.git.jgit.index.FileStat;
import dev.sessionhub.git.jgit.index.RawPath;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** The content of one side of a difference. */
sealed interface Blob {

    /** How many bytes it has, about. */
    long size() throws IOException;

    /** Its bytes; empty if there are more than the limit. */
    Optional<byte[]> bytes(int limit) throws IOException;

    /**
     * One the repository holds.
     *
     * @param objects where
     * @param id its name
     */
    record Stored(ObjectReader objects, ObjectId id) implements Blob {

        @Override
        public long size() throws IOException {
            return objects.getObjectSize(id, Constants.OBJ_BLOB);
        }

        @Override
        public Optional<byte[]> bytes(int limit) throws IOException {
            return size() > limit
                    ? Optional.empty()
                    : Optional.of(objects.open(id, Constants.OBJ_BLOB).getCachedBytes(limit));
        }
    }

    /**
     * One that would be made of a file.
     *
     * @param files the worktree
     * @param path which file
     * @param stat what it is
     * @param staged what the index has for it
     */
    record Working(WorkFiles files, String path, FileStat stat, Optional<ObjectId> staged) implements Blob {

        @Override
        public long size() {
            return stat.size();
        }

        @Override
        public Optional<byte[]> bytes(int limit) throws IOException {
            return files.content(path, stat, staged, limit);
        }
    }

    /**
     * What stands for a commit of another repository.
     *
     * @param id the commit
     */
    record Subproject(ObjectId id) implements Blob {

        @Override
        public long size() {
            return text().length;
        }

        @Override
        public Optional<byte[]> bytes(int limit) {
            return Optional.of(text());
        }

        private byte[] text() {
            return RawPath.bytes("Subproject commit " + id.name() + "\n");
        }
    }
}
