package dev.sessionhub.spi;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the contracts in this library. A new minor version only adds, with defaults where a plug-in would have to
 * act; a new major version may change. A hub takes every plug-in of its own major version that needs no newer minor.
 *
 * <p>A jar says what it needs in its manifest, {@code Session-Hub-SPI: 1.0}, so that the hub can tell before it loads a
 * class; a jar that says nothing needs {@link #FIRST}.
 *
 * @param major counts changes
 * @param minor counts additions
 * @since 1.0
 */
public record SpiVersion(int major, int minor) implements Comparable<SpiVersion> {

    /** The first one. */
    public static final SpiVersion FIRST = new SpiVersion(1, 0);

    /** The one of this library. */
    public static final SpiVersion CURRENT = new SpiVersion(1, 0);

    /** The attribute of a jar's manifest that names the version it needs. */
    public static final String ATTRIBUTE = "Session-Hub-SPI";

    private static final Pattern GRAMMAR = Pattern.compile("([1-9][0-9]{0,3})\\.(0|[1-9][0-9]{0,3})");

    /** Checks that it is a version. */
    public SpiVersion {
        if (major < 1 || minor < 0) {
            throw new IllegalArgumentException("version of the SPI must be 1.0 or later: " + major + "." + minor);
        }
    }

    /**
     * Reads a version.
     *
     * @param text such as {@code 1.0}
     * @return the version
     * @throws IllegalArgumentException if it is none
     */
    public static SpiVersion parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "version of the SPI must be MAJOR.MINOR, such as " + CURRENT + ": \"" + text + "\"");
        }
        return new SpiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * Whether a plug-in can run on this version.
     *
     * @param needed the version the plug-in was made for
     * @return true if this one has all of it
     */
    public boolean offers(SpiVersion needed) {
        return needed.major == major && needed.minor <= minor;
    }

    @Override
    public int compareTo(SpiVersion other) {
        return Comparator.comparingInt(SpiVersion::major)
                .thenComparingInt(SpiVersion::minor)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
