package dev.sessionhub.core.plugin.loading;

import dev.sessionhub.spi.SpiVersion;
import java.io.IOException;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Refuses what was made for another version of the SPI before a class of it is loaded. */
final class NeededVersion {

    private NeededVersion() {}

    static void check(JarFile jar) throws IOException {
        Optional<String> needed = Optional.ofNullable(jar.getManifest())
                .map(Manifest::getMainAttributes)
                .map(attributes -> attributes.getValue(SpiVersion.ATTRIBUTE));
        if (needed.isPresent()) {
            check(parsed(needed.get()));
        }
    }

    static void check(SpiVersion needed) {
        if (!SpiVersion.CURRENT.offers(needed)) {
            throw new IllegalStateException("it was made for version " + needed + " of the SPI and this hub has "
                    + SpiVersion.CURRENT + "; take "
                    + (needed.compareTo(SpiVersion.CURRENT) > 0
                            ? "a newer hub or an older plug-in"
                            : "a newer plug-in"));
        }
    }

    private static SpiVersion parsed(String text) {
        try {
            return SpiVersion.parse(text.strip());
        } catch (IllegalArgumentException bad) {
            throw new IllegalStateException(
                    "its manifest's " + SpiVersion.ATTRIBUTE + " is no version: \"" + text + "\"", bad);
        }
    }
}
