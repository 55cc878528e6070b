package dev.sessionhub.provider.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarFile;

/**
 * An image as the engine gives it away, layer by layer: what a later layer deletes is still in an earlier one.
 *
 * @param layers how many there are
 * @param files paths of the files that a container sees
 * @param raising those of them that raise rights: setuid, setgid or with capabilities of their own
 * @param secrets what no layer should hold, as path and reason
 */
record SavedImage(int layers, Set<String> files, Set<String> raising, List<String> secrets) {

    private static final int SETUID_OR_SETGID = 06000;
    private static final int LARGEST_TEXT = 1 << 20;
    private static final Pattern NAME = Pattern.compile(
            "(.*/)?(\\.npmrc|\\.netrc|\\.git-credentials|id_(rsa|dsa|ecdsa|ed25519)|\\.credentials\\.json)|root/\\.npm/.*"
                    + "|(.*/)?\\.docker/config\\.json");
    private static final Pattern TEXT = Pattern.compile(
            "_authToken|sk-ant-[A-Za-z0-9]|-----BEGIN ([A-Z]+ )*PRIVATE KEY-----\\s+[A-Za-z0-9+/=]{32}");

    /** Reads what {@code docker save} wrote. */
    static SavedImage of(Path archive) {
        SavedImage image = new SavedImage(0, new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        try (TarFile outer = new TarFile(archive.toFile())) {
            JsonNode manifest;
            try (InputStream in = outer.getInputStream(entry(outer, "manifest.json"))) {
                manifest = new ObjectMapper().readTree(in).get(0);
            }
            int count = 0;
            for (JsonNode layer : manifest.path("Layers")) {
                count++;
                Path copy = archive.resolveSibling("layer-" + count);
                try (InputStream in = outer.getInputStream(entry(outer, layer.asText()))) {
                    Files.copy(in, copy);
                }
                image.walk(count, copy);
                Files.delete(copy);
            }
            return new SavedImage(count, image.files, image.raising, image.secrets);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static TarArchiveEntry entry(TarFile archive, String name) {
        return archive.getEntries().stream()
                .filter(entry -> entry.getName().equals(name))
                .findFirst()
                .map(entry -> entry.isSymbolicLink()
                        ? entry(
                                archive,
                                Path.of(name)
                                        .resolveSibling(entry.getLinkName())
                                        .normalize()
                                        .toString())
                        : entry)
                .orElseThrow(() -> new AssertionError(name + " is not in the saved image"));
    }

    private void walk(int number, Path layer) throws IOException {
        try (TarFile tar = new TarFile(layer.toFile())) {
            for (TarArchiveEntry entry : tar.getEntries()) {
                String path = entry.getName().replaceFirst("^\\./", "");
                String name = path.substring(path.lastIndexOf('/') + 1);
                if (name.startsWith(".wh.")) {
                    forget(path.replace(".wh.", ""));
                } else if (entry.isFile()) {
                    look(path, entry);
                    search(number, path, tar, entry);
                }
            }
        }
    }

    private void forget(String path) {
        files.removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
        raising.removeIf(file -> file.equals(path) || file.startsWith(path + "/"));
    }

    private void look(String path, TarArchiveEntry entry) {
        files.add(path);
        boolean raises = (entry.getMode() & SETUID_OR_SETGID) != 0
                || entry.getExtraPaxHeaders().keySet().stream().anyMatch(key -> key.contains("security.capability"));
        if (raises) {
            raising.add(path);
        } else {
            raising.remove(path);
        }
    }

    private void search(int number, String path, TarFile tar, TarArchiveEntry entry) throws IOException {
        if (NAME.matcher(path).matches()) {
            secrets.add("layer " + number + ": " + path + " by its name");
        }
        if (entry.getSize() <= LARGEST_TEXT) {
            try (InputStream in = tar.getInputStream(entry)) {
                String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
                if (text.indexOf('\0') < 0 && TEXT.matcher(text).find()) {
                    secrets.add("layer " + number + ": " + path + " by its text");
                }
            }
        }
    }
}
