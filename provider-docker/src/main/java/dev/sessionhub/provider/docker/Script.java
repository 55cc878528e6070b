package dev.sessionhub.provider.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What runs inside containers or on the engine's host: plain POSIX shell, beside this class. */
enum Script {
    /** Keeps an environment up. */
    KEEP,
    /** Runs one program. */
    RUN,
    /** Ends a program that runs. */
    END,
    /** Reads the kernel's count of out-of-memory kills. */
    EVENTS,
    /** Looks for what an image lacks. */
    TOOLS,
    /** Filters what sessions can reach. */
    FIREWALL;

    private final String text = read(name().toLowerCase(Locale.ROOT) + ".sh");

    /** The command that runs it with arguments. */
    List<String> with(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", text, "session-hub"));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    private static String read(String name) {
        try (InputStream source = Script.class.getResourceAsStream(name)) {
            if (source == null) {
                throw new IllegalStateException(name + " is missing beside " + Script.class);
            }
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
