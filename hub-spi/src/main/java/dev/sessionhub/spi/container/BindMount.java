package dev.sessionhub.spi.container;

import java.nio.file.Path;

/**
 * A directory or file of the hub's machine that an environment sees.
 *
 * @param source absolute path on the hub's machine; exists when the environment is created
 * @param target absolute path in the environment, normalised; ignored by a provider with {@link Capability#HOST_FILES}
 * @param readOnly whether writing through the mount must fail
 * @since 1.0
 */
public record BindMount(Path source, String target, boolean readOnly) {

    /** Checks both paths. */
    public BindMount {
        if (!source.isAbsolute() || !source.equals(source.normalize())) {
            throw new IllegalArgumentException("mount source must be absolute and normalised: \"" + source + "\"");
        }
        Path inside = Path.of(target);
        if (!inside.isAbsolute() || !inside.equals(inside.normalize()) || inside.getNameCount() == 0) {
            throw new IllegalArgumentException(
                    "mount target must be absolute, normalised and not /: \"" + target + "\"");
        }
    }
}
