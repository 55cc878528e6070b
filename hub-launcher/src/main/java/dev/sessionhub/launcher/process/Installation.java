package dev.sessionhub.launcher.process;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the hub's files are.
 *
 * @param home the folder of the {@code hub} command; {@code .env}, {@code config/} and the default data directory are
 *     beside it
 * @param dist the folder of {@code hub.jar}
 */
public record Installation(Path home, Path dist) {

    public static Installation found() {
        try {
            Path jar = Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path dist = Optional.ofNullable(jar.getParent()).orElse(jar);
            Path home = Path.of(System.getProperty("hub.home", dist.toString()));
            return new Installation(home.toAbsolutePath().normalize(), dist);
        } catch (URISyntaxException e) {
            throw new Failure("cannot tell where hub.jar is: " + e.getMessage(), e);
        }
    }

    public Path war() {
        return dist.resolve("hub.war");
    }

    public Path payara() {
        return dist.resolve("payara");
    }

    public Path migrations() {
        return dist.resolve("migrations");
    }

    public Path plugins() {
        return dist.resolve("plugins");
    }

    public static String version() {
        return Optional.ofNullable(Installation.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }
}
