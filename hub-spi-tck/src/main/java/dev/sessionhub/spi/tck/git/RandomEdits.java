package dev.sessionhub.spi.tck.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes files and changes them at random, with a fixed seed: names and contents as awkward as git allows. */
final class RandomEdits {

    private static final List<String> DIRECTORIES =
            List.of("", "", "src/", "src/main/", "doc/", "a b/", "ü/", "deep/er/");
    private static final List<String> NAMES = List.of(
            "one", "two.txt", "three.c", "line\nbreak", "quote\"d", "tab\t", "é.md", "back\\slash", "x.log", "-dash");

    private final RandomGenerator random;
    private final GitFixture git;
    private int serial;

    RandomEdits(RandomGenerator random, GitFixture git) {
        this.random = random;
        this.git = git;
    }

    void create(int count) {
        for (int i = 0; i < count; i++) {
            String path = DIRECTORIES.get(random.nextInt(DIRECTORIES.size()))
                    + (random.nextInt(4) == 0 ? "" : serial++ + "-")
                    + NAMES.get(random.nextInt(NAMES.size()));
            if (!Files.exists(file(path), LinkOption.NOFOLLOW_LINKS)) {
                make(path);
            }
        }
    }

    void change(int count) {
        for (int i = 0; i < count; i++) {
            List<String> paths = paths();
            if (paths.isEmpty()) {
                return;
            }
            change(paths.get(random.nextInt(paths.size())));
        }
    }

    private void make(String path) {
        switch (random.nextInt(8)) {
            case 0 -> git.write(path, binary());
            case 1 -> git.write(path, "");
            case 2 -> link(path);
            default -> git.write(path, text(random.nextInt(40)));
        }
    }

    private void change(String path) {
        Path file = file(path);
        boolean text = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        switch (random.nextInt(11)) {
            case 0 -> delete(file);
            case 1 -> git.run(new byte[0], "mv", "--", path, "moved-" + serial++);
            case 2 -> git.run(new byte[0], "add", "--", path);
            case 3 -> git.run(new byte[0], "rm", "-q", "--cached", "--", path);
            case 4 -> executable(file);
            case 5 -> replaceByLink(path);
            case 6 -> replaceByDirectory(path);
            case 7 -> git.run(new byte[0], "mv", "--", path, "src/moved-" + serial++);
            default -> {
                if (text) {
                    git.write(path, edited(read(file)));
                }
            }
        }
    }

    private void replaceByLink(String path) {
        delete(file(path));
        link(path);
    }

    private void replaceByDirectory(String path) {
        delete(file(path));
        git.write(path + "/inside", text(3));
    }

    private void link(String path) {
        try {
            Files.createDirectories(file(path).toAbsolutePath().getParent());
            Files.createSymbolicLink(file(path), Path.of(random.nextBoolean() ? "../tärget" : "/etc/hostname"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void executable(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!permissions.remove(PosixFilePermission.OWNER_EXECUTE)) {
                permissions.add(PosixFilePermission.OWNER_EXECUTE);
            }
            Files.setPosixFilePermissions(file, permissions);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] edited(byte[] content) {
        List<String> lines =
                new ArrayList<>(List.of(new String(content, StandardCharsets.ISO_8859_1).split("(?<=\n)")));
        int edits = 1 + random.nextInt(4);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(lines.size() + 1);
            if (random.nextBoolean() && at < lines.size()) {
                lines.remove(at);
            } else {
                lines.add(at, "new line " + random.nextInt(1000) + "\n");
            }
        }
        String text = String.join("", lines);
        boolean cut = random.nextInt(4) == 0 && text.endsWith("\n");
        return (cut ? text.substring(0, text.length() - 1) : text).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] binary() {
        byte[] bytes = new byte[1 + random.nextInt(3000)];
        random.nextBytes(bytes);
        bytes[0] = 0;
        return bytes;
    }

    private String text(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("line ")
                    .append(i)
                    .append(" of ")
                    .append(random.nextInt(50))
                    .append(random.nextInt(9) == 0 ? "ö\r\n" : "\n");
        }
        return text.toString();
    }

    private List<String> paths() {
        Path root = git.directory();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> !file.startsWith(root.resolve(".git")))
                    .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .map(file -> root.relativize(file).toString())
                    .filter(path -> !path.startsWith(".git"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String path) {
        return git.directory().resolve(path);
    }
}
