package dev.sessionhub.provider.local;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What programs inherit of the hub's own environment: who and where they are, and nothing else, so that no secret of
 * the hub reaches them.
 */
final class Variables {

    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "TZ", "LANG");
    private static final String PLAIN_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private final Map<String, String> inherited = new TreeMap<>();

    Variables(Map<String, String> hub, Optional<String> path) {
        hub.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith("LC_")) {
                inherited.put(name, value);
            }
        });
        inherited.putIfAbsent("PATH", PLAIN_PATH);
        path.ifPresent(value -> inherited.put("PATH", value));
        if (!inherited.containsKey("LC_ALL") && !inherited.containsKey("LC_CTYPE")) {
            inherited.putIfAbsent("LANG", "C.UTF-8");
        }
    }

    Map<String, String> inherited() {
        return new TreeMap<>(inherited);
    }

    Optional<Path> find(String program) {
        return find(program, inherited.getOrDefault("PATH", PLAIN_PATH), Path.of("/"));
    }

    /** Finds a program as a shell would. */
    static Optional<Path> find(String program, String path, Path workingDirectory) {
        try {
            if (program.contains("/")) {
                return Optional.of(workingDirectory.resolve(program)).filter(Variables::isProgram);
            }
            for (String directory : path.split(":", -1)) {
                Path candidate = workingDirectory.resolve(directory).resolve(program);
                if (isProgram(candidate)) {
                    return Optional.of(candidate);
                }
            }
            return Optional.empty();
        } catch (InvalidPathException _) {
            return Optional.empty();
        }
    }

    private static boolean isProgram(Path candidate) {
        return Files.isRegularFile(candidate) && Files.isExecutable(candidate);
    }
}
