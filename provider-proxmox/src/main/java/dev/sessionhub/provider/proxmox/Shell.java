package dev.sessionhub.provider.proxmox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Text for a POSIX shell. */
final class Shell {

    static final String RUN = resource("run.sh");
    static final String END = resource("end.sh");
    static final String USAGE = resource("usage.sh");

    private Shell() {}

    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    static String exports(Map<String, String> variables) {
        return variables.entrySet().stream()
                .map(entry -> "export " + entry.getKey() + "=" + quoted(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** What {@link #RUN} reads on its standard input before the program's own. */
    static byte[] start(List<String> command, Map<String, String> variables, Optional<String> directory) {
        String where = directory.orElse("/workspace");
        String code = exports(variables) + "cd -- " + quoted(where) + " || exit 126\nset -- "
                + command.stream().map(Shell::quoted).collect(Collectors.joining(" ")) + "\n";
        byte[] bytes = code.getBytes(StandardCharsets.UTF_8);
        byte[] head = (bytes.length + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + bytes.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(bytes, 0, all, head.length, bytes.length);
        return all;
    }

    private static String resource(String name) {
        try (InputStream source = Shell.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalStateException(name + " is missing beside " + Shell.class);
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
