package dev.sessionhub.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/**
 * What the build knows of itself.
 *
 * @param version the hub's version
 * @param postgresVersion the version of the embedded PostgreSQL
 */
record BuildInfo(String version, String postgresVersion) {

    static BuildInfo read() {
        Properties properties = new Properties();
        try (InputStream file = BuildInfo.class.getResourceAsStream("build.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties cannot be read", e);
        }
        return new BuildInfo(properties.getProperty("version", ""), properties.getProperty("postgres.version", ""));
    }

    /** The answer to {@code --version}. */
    static final class Shown implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"Session Hub " + read().version()};
        }
    }
}
