package dev.sessionhub.core.agent;

import dev.sessionhub.spi.Secret;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Claude Code's configuration directory of one session. It outlives the session's environment. The agent writes in it,
 * so the hub follows no link there and believes nothing it reads.
 */
public final class ClaudeConfiguration {

    /** The variable that names the directory. */
    public static final String VARIABLE = "CLAUDE_CONFIG_DIR";

    private static final int MOST = 4 << 20;

    private static final Set<OpenOption> NEW =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** A fresh Claude Code does what it likes without asking, and forgets conversations after 30 days. */
    private static final String SETTINGS =
            "{\"cleanupPeriodDays\":3650,\"permissions\":{\"defaultMode\":\"default\"}}\n";

    private final Path folder;

    /**
     * The configuration in a directory.
     *
     * @param folder absolute; belongs to one session
     */
    public ClaudeConfiguration(Path folder) {
        this.folder = folder;
    }

    /**
     * Variables that keep Claude Code from updating itself, from talking to anybody but its model, and from falling back
     * to another way of drawing.
     *
     * @return without the one that names the directory
     */
    public static Map<String, String> variables() {
        return Map.of(
                "DISABLE_AUTOUPDATER", "1",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
                "CLAUDE_CODE_DISABLE_OFFICIAL_MARKETPLACE_AUTOINSTALL", "1",
                "CLAUDE_CODE_NO_FLICKER", "1");
    }

    /**
     * Answers the questions of a first start, by merging into what is there. Not to be called while the agent runs.
     *
     * @param apiKey the key that the agent is going to find in its environment
     * @param workspaces the directories that the agent may find itself in
     * @throws IOException if the directory cannot be written
     */
    public void seed(Optional<Secret> apiKey, Collection<String> workspaces) throws IOException {
        Files.createDirectories(
                folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = folder.resolve(".claude.json");
        write(file, merge(read(file), apiKey, workspaces).toString());
        Path settings = folder.resolve("settings.json");
        if (!Files.exists(settings, LinkOption.NOFOLLOW_LINKS)) {
            write(settings, SETTINGS);
        }
    }

    /** What was opened is written and nothing else: whoever changes names in the directory meanwhile misleads nobody. */
    private void write(Path file, String text) throws IOException {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            if (!(stream instanceof SecureDirectoryStream<Path> directory)) {
                throw new IOException("this system cannot open files relative to their directory");
            }
            Path draft = Path.of(".claude" + UUID.randomUUID() + ".new");
            try (WritableByteChannel channel = directory.newByteChannel(draft, NEW, OWNER_ONLY)) {
                ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (rest.hasRemaining()) {
                    channel.write(rest);
                }
            }
            directory.move(draft, directory, file.getFileName());
        }
    }

    private static JsonObject merge(JsonObject old, Optional<Secret> apiKey, Collection<String> workspaces) {
        JsonObjectBuilder merged = Json.createObjectBuilder(old)
                .add("hasCompletedOnboarding", true)
                .add("hasSeenAutoDefaultNotice", true)
                .add("hasSeenAutoDefaultNudge", true)
                .add("projects", trusted(object(old, "projects"), workspaces));
        apiKey.ifPresent(key -> merged.add("customApiKeyResponses", approved(key)));
        return merged.build();
    }

    /** Of a Git work tree its own path has to be named: what is above it does not count. */
    private static JsonObject trusted(JsonObject projects, Collection<String> workspaces) {
        JsonObjectBuilder all = Json.createObjectBuilder(projects);
        for (String workspace : workspaces) {
            all.add(
                    workspace,
                    Json.createObjectBuilder(object(projects, workspace)).add("hasTrustDialogAccepted", true));
        }
        return all.build();
    }

    /** Claude Code asks whether to use a key unless it finds the key's last 20 characters here. */
    private static JsonObject approved(Secret apiKey) {
        String key = apiKey.reveal();
        return Json.createObjectBuilder()
                .add("approved", Json.createArrayBuilder().add(key.substring(Math.max(0, key.length() - 20))))
                .add("rejected", Json.createArrayBuilder())
                .build();
    }

    private static JsonObject object(JsonObject parent, String name) {
        return parent.get(name) instanceof JsonObject child ? child : JsonValue.EMPTY_JSON_OBJECT;
    }

    private static JsonObject read(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        try (InputStream in = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            String text = new String(in.readNBytes(MOST), StandardCharsets.UTF_8);
            return Json.createReader(new StringReader(text)).readObject();
        } catch (NoSuchFileException | JsonException | IllegalStateException _) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
    }
}
