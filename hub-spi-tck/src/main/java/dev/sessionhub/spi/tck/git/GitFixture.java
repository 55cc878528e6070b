package dev.sessionhub.spi.tck.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A directory that native git works in, with no configuration but the repository's own.
 *
 * @param directory where
 * @param variables more variables for git
 */
public record GitFixture(Path directory, Map<String, String> variables) {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1",
            "GIT_CONFIG_GLOBAL", "/dev/null",
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "core.safecrlf",
            "GIT_CONFIG_VALUE_0", "false",
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "LC_ALL", "C.UTF-8",
            "HOME", "/nonexistent");

    /** Copies. */
    public GitFixture {
        variables = Map.copyOf(variables);
    }

    /**
     * Makes an empty repository with the branch {@code main}.
     *
     * @param directory where; is made
     * @param options more options for git init
     * @return the repository
     */
    public static GitFixture init(Path directory, String... options) {
        GitFixture fixture = new GitFixture(directory, Map.of());
        fixture.make(directory);
        List<String> arguments = new ArrayList<>(List.of("init", "-q", "-b", "main"));
        arguments.addAll(Arrays.asList(options));
        fixture.git(arguments.toArray(String[]::new));
        fixture.git("config", "user.name", "Tester");
        fixture.git("config", "user.email", "tester@example.org");
        fixture.git("config", "gc.auto", "0");
        return fixture;
    }

    /**
     * What a run of git left.
     *
     * @param status its exit status
     * @param raw what it wrote, errors included, one character for each byte
     */
    public record Result(int status, String raw) {

        /**
         * Its output as it is.
         *
         * @return the bytes
         */
        public byte[] bytes() {
            return raw.getBytes(StandardCharsets.ISO_8859_1);
        }

        /**
         * Its output as text.
         *
         * @return the text
         */
        public String text() {
            return new String(bytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * The same for another directory, such as a worktree.
     *
     * @param other where
     * @return git in there
     */
    public GitFixture in(Path other) {
        return new GitFixture(other, variables);
    }

    /**
     * The same with another index than the directory's own.
     *
     * @param index the file
     * @return git with that index
     */
    public GitFixture withIndex(Path index) {
        return new GitFixture(directory, Map.of("GIT_INDEX_FILE", index.toString()));
    }

    /**
     * Runs git, which must succeed.
     *
     * @param arguments of git
     * @return its output, with no white space around
     */
    public String git(String... arguments) {
        return new String(gitBytes(arguments), StandardCharsets.UTF_8).strip();
    }

    /**
     * Runs git, which must succeed.
     *
     * @param arguments of git
     * @return its output as it is
     */
    public byte[] gitBytes(String... arguments) {
        Result result = run(new byte[0], arguments);
        if (result.status != 0) {
            throw new AssertionError("git " + String.join(" ", arguments) + " failed: " + result.text());
        }
        return result.bytes();
    }

    /**
     * Runs git with an input.
     *
     * @param input for its standard input
     * @param arguments of git
     * @return how it ended
     */
    public Result run(byte[] input, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(ENVIRONMENT);
        builder.environment().putAll(variables);
        builder.redirectErrorStream(true);
        try {
            Process process = builder.start();
            Thread writer = Thread.ofVirtual().start(() -> write(process, input));
            byte[] output = read(process.getInputStream());
            writer.join();
            return new Result(process.waitFor(), new String(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /**
     * Writes a file, making its directories.
     *
     * @param path relative to the directory
     * @param content the text
     * @return this
     */
    public GitFixture write(String path, String content) {
        return write(path, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file, making its directories.
     *
     * @param path relative to the directory
     * @param content the bytes
     * @return this
     */
    public GitFixture write(String path, byte[] content) {
        Path file = directory.resolve(path);
        try {
            make(file.getParent() == null ? directory : file.getParent());
            Files.write(file, content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Commits everything.
     *
     * @param message the message
     * @return the commit's name
     */
    public String commit(String message) {
        git("add", "-A");
        git("commit", "-q", "--allow-empty", "-m", message);
        return git("rev-parse", "HEAD");
    }

    private void make(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Process process, byte[] input) {
        try (OutputStream out = process.getOutputStream()) {
            out.write(input);
        } catch (IOException _) {
            // git does not read what it does not need
        }
    }

    private static byte[] read(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        in.transferTo(out);
        return out.toByteArray();
    }
}
