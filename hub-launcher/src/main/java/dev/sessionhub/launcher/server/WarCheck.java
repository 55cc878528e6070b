package dev.sessionhub.launcher.server;

import dev.sessionhub.launcher.process.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Refuses a web application that would run with the wrong libraries, or speak to a registry of its own. */
final class WarCheck {

    private static final List<String> DESCRIPTORS = List.of("WEB-INF/payara-web.xml", "WEB-INF/glassfish-web.xml");

    private WarCheck() {}

    static void check(String name, Path war) {
        if (!name.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new Failure(
                    "the name of a plug-in's web application must match [a-z][a-z0-9-]{0,31}: \"" + name + "\"");
        }
        try (JarFile file = new JarFile(war.toFile())) {
            Optional<String> packed = file.stream()
                    .map(JarEntry::getName)
                    .filter(entry ->
                            entry.matches("WEB-INF/lib/hub-spi-[^/]*\\.jar|WEB-INF/classes/dev/sessionhub/spi/.+"))
                    .findFirst();
            if (packed.isPresent()) {
                throw new Failure(
                        "it packs the SPI, " + packed.get() + ": give that dependency the scope \"provided\"");
            }
            if (DESCRIPTORS.stream().noneMatch(descriptor -> isIndependent(file, descriptor))) {
                throw new Failure("its WEB-INF/payara-web.xml does not say <class-loader delegate=\"false\"/>: "
                        + "it would get the server's libraries instead of its own");
            }
        } catch (IOException e) {
            throw new Failure("it cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isIndependent(JarFile war, String descriptor) {
        JarEntry entry = war.getJarEntry(descriptor);
        if (entry == null) {
            return false;
        }
        try (InputStream in = war.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .matches("(?s).*<class-loader\\s+[^>]*delegate\\s*=\\s*[\"']false[\"'].*");
        } catch (IOException _) {
            return false;
        }
    }
}
