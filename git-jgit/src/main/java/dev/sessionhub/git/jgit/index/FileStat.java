package dev.sessionhub.git.jgit.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What lstat(2) tells about a file, as far as an index remembers it: times in nanoseconds since 1970, the rest cut to
 * 32 bits by whoever compares.
 */
public record FileStat(long modified, long changed, long device, long inode, int mode, int user, int group, long size) {

    private static final String ATTRIBUTES = "unix:lastModifiedTime,ctime,dev,ino,mode,uid,gid,size";
    private static final int TYPE = 0170000;

    /** Looks at a file without following a link. */
    public static FileStat of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        return new FileStat(
                nanos(found, "lastModifiedTime"),
                nanos(found, "ctime"),
                number(found, "dev"),
                number(found, "ino"),
                (int) number(found, "mode"),
                (int) number(found, "uid"),
                (int) number(found, "gid"),
                number(found, "size"));
    }

    public boolean isDirectory() {
        return (mode & TYPE) == 0040000;
    }

    public boolean isRegular() {
        return (mode & TYPE) == 0100000;
    }

    public boolean isLink() {
        return (mode & TYPE) == 0120000;
    }

    public boolean isExecutable() {
        return (mode & 0100) != 0;
    }

    private static long nanos(Map<String, Object> found, String name) {
        return ((FileTime) Objects.requireNonNull(found.get(name))).to(TimeUnit.NANOSECONDS);
    }

    private static long number(Map<String, Object> found, String name) {
        return ((Number) Objects.requireNonNull(found.get(name))).longValue();
    }
}
