package dev.sessionhub.git.jgit.repository;

import dev.sessionhub.git.jgit.content.LineEndSettings;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.jspecify.annotations.Nullable;

/** The few settings of a repository that the hub obeys: its format, line ends, permissions and remotes. */
public final class Settings {

    private static final Set<String> KNOWN =
            Set.of("noop", "objectformat", "preciousobjects", "partialclone", "worktreeconfig", "refstorage");

    private final Path directory;
    private final Config config;

    private Settings(Path directory, Config config) {
        this.directory = directory;
        this.config = config;
    }

    /** Reads the configuration of a repository without what it includes, and refuses formats that JGit cannot read. */
    static Settings of(Path directory) throws IOException {
        Settings settings = new Settings(directory, parse(directory.resolve("config"), null));
        settings.requireKnownFormat();
        return settings;
    }

    /** The settings that hold in a linked worktree. */
    public Settings in(Path administrativeDirectory) throws IOException {
        if (!config.getBoolean("extensions", "worktreeconfig", false)) {
            return this;
        }
        return new Settings(directory, parse(administrativeDirectory.resolve("config.worktree"), config));
    }

    private static Config parse(Path file, @Nullable Config base) throws IOException {
        Config config = new Config(base);
        try {
            config.fromText(SmallFile.read(file).orElse(""));
        } catch (ConfigInvalidException e) {
            throw new ProviderException(Code.INVALID_REQUEST, "the configuration " + file + " cannot be read", e);
        }
        return config;
    }

    private void requireKnownFormat() {
        int version = config.getInt("core", "repositoryformatversion", 0);
        if (version > 1) {
            throw unsupported("has format version " + version);
        }
        requireValue("objectformat", "sha1", "has SHA-256 objects, which JGit cannot read");
        requireValue(
                "refstorage", "files", "keeps its references as reftable; run: git refs migrate --ref-format=files");
        for (String name : config.getNames("extensions")) {
            if (version == 1 && !KNOWN.contains(name.toLowerCase(Locale.ROOT))) {
                throw unsupported("uses the extension " + name);
            }
        }
        if (!config.getBoolean("core", "symlinks", true)) {
            throw unsupported("has core.symlinks=false");
        }
    }

    private void requireValue(String extension, String value, String problem) {
        if (!text("extensions", extension).orElse(value).equalsIgnoreCase(value)) {
            throw unsupported(problem);
        }
    }

    private ProviderException unsupported(String problem) {
        return new ProviderException(Code.UNSUPPORTED, "the repository " + directory + " " + problem);
    }

    /** Whether the repository has no work tree of its own. */
    boolean isBare() {
        return config.getBoolean("core", "bare", !directory.endsWith(".git"));
    }

    public boolean trustsPermissions() {
        return config.getBoolean("core", "filemode", true);
    }

    public LineEndSettings lineEnds() {
        String automatic = text("core", "autocrlf").orElse("false").toLowerCase(Locale.ROOT);
        boolean input = automatic.equals("input");
        String normal = input ? "input" : String.valueOf(config.getBoolean("core", "autocrlf", false));
        return new LineEndSettings(normal, text("core", "eol").orElse("native").toLowerCase(Locale.ROOT));
    }

    boolean isSparse() {
        return config.getBoolean("core", "sparsecheckout", false);
    }

    public boolean isPartial() {
        return text("extensions", "partialclone").isPresent()
                || config.getSubsections("remote").stream()
                        .anyMatch(remote -> config.getBoolean("remote", remote, "promisor", false));
    }

    /** Where a remote is fetched from. */
    public Optional<String> fetchUrl(String remote) {
        return Optional.ofNullable(config.getString("remote", remote, "url"));
    }

    /** Where a remote is pushed to. */
    public Optional<String> pushUrl(String remote) {
        return Optional.ofNullable(config.getString("remote", remote, "pushurl"))
                .or(() -> fetchUrl(remote));
    }

    /** Any other value. */
    public Optional<String> text(String section, String name) {
        return Optional.ofNullable(config.getString(section, null, name));
    }
}
