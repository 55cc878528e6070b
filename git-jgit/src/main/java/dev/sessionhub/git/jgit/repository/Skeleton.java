package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.spi.git.BranchName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.jgit.lib.Config;

/** What a Git directory consists of before it has an object. */
public final class Skeleton {

    private static final List<String> DIRECTORIES =
            List.of("objects/info", "objects/pack", "refs/heads", "refs/tags", "info");

    private Skeleton() {}

    /** The settings that every Git directory of the hub's own begins with. */
    public static Config settings(boolean bare, boolean trustsPermissions) {
        Config config = new Config();
        config.setInt("core", null, "repositoryformatversion", 0);
        config.setBoolean("core", null, "filemode", trustsPermissions);
        config.setBoolean("core", null, "bare", bare);
        // Others borrow the objects of some and each lives as long as its session: none is worth a collection of
        // garbage.
        config.setInt("gc", null, "auto", 0);
        return config;
    }

    /** Makes one in an empty directory. */
    public static void make(Path directory, BranchName head, Config config) throws IOException {
        for (String name : DIRECTORIES) {
            Files.createDirectories(directory.resolve(name));
        }
        SmallFile.create(directory.resolve("HEAD"), "ref: " + head.reference() + "\n");
        SmallFile.create(directory.resolve("config"), config.toText());
    }
}
