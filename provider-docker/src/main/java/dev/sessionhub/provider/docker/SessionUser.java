package dev.sessionhub.provider.docker;

import dev.sessionhub.spi.ProviderConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whom a session's programs run as; never root.
 *
 * @param uid user
 * @param gid group
 */
record SessionUser(int uid, int gid) {

    private static final Pattern GRAMMAR = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");
    private static final SessionUser USUAL = new SessionUser(1000, 1000);

    /** Refuses root. */
    SessionUser {
        if (uid <= 0 || gid <= 0) {
            throw new IllegalArgumentException("a session's user must not be root: " + uid + ":" + gid);
        }
    }

    static SessionUser parse(ProviderConfig config, String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw config.invalid("user", "must be UID:GID as 1000:1000, not \"" + text + "\"");
        }
        int uid = Integer.parseInt(matcher.group(1));
        int gid = Integer.parseInt(matcher.group(2));
        if (uid == 0 || gid == 0) {
            throw config.invalid("user", "must not be root, not \"" + text + "\"");
        }
        return new SessionUser(uid, gid);
    }

    /** The hub's own user, so that files belong to it inside and outside; somebody ordinary if the hub is root. */
    static SessionUser ofHub() throws IOException {
        int uid = hubUid();
        int gid = (int) Files.getAttribute(Path.of("/proc/self"), "unix:gid");
        return uid == 0 ? USUAL : new SessionUser(uid, gid == 0 ? uid : gid);
    }

    static int hubUid() throws IOException {
        return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    @Override
    public String toString() {
        return uid + ":" + gid;
    }
}
