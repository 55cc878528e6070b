package dev.sessionhub.spi.compatibility;

import dev.sessionhub.spi.SpiVersion;
import japicmp.cmp.JApiCmpArchive;
import japicmp.cmp.JarArchiveComparator;
import japicmp.cmp.JarArchiveComparatorOptions;
import japicmp.model.JApiChangeStatus;
import japicmp.model.JApiClass;
import japicmp.model.JApiCompatibilityChange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** What a plug-in that was built against one version of the contracts would miss in another. */
record Comparison(Path before, Path after) {

    /** Everything that would break it, and every change that its version does not admit to. */
    List<String> complaints() {
        List<JApiClass> changes = changes();
        List<String> found = new ArrayList<>();
        changes.forEach(one -> breaks(one)
                .forEach(change -> found.add(one.getFullyQualifiedName() + ": " + change.getType() + " is a break")));
        boolean changed = changes.stream().anyMatch(one -> one.getChangeStatus() != JApiChangeStatus.UNCHANGED);
        if (found.isEmpty() && changed && version(after).equals(version(before))) {
            found.add("something was added, and the version is still " + version(after) + ": raise SpiVersion.CURRENT");
        }
        return found;
    }

    private List<JApiClass> changes() {
        JarArchiveComparatorOptions options = new JarArchiveComparatorOptions();
        options.getIgnoreMissingClasses().setIgnoreAllMissingClasses(true);
        return new JarArchiveComparator(options).compare(archive(before), archive(after));
    }

    private static List<JApiCompatibilityChange> breaks(JApiClass type) {
        List<JApiCompatibilityChange> all = new ArrayList<>(type.getCompatibilityChanges());
        type.getMethods().forEach(method -> all.addAll(method.getCompatibilityChanges()));
        type.getFields().forEach(field -> all.addAll(field.getCompatibilityChanges()));
        type.getConstructors().forEach(constructor -> all.addAll(constructor.getCompatibilityChanges()));
        type.getInterfaces().forEach(parent -> all.addAll(parent.getCompatibilityChanges()));
        all.addAll(type.getSuperclass().getCompatibilityChanges());
        return all.stream()
                .filter(change -> !change.isBinaryCompatible() || !change.isSourceCompatible())
                .toList();
    }

    private static JApiCmpArchive archive(Path jar) {
        return new JApiCmpArchive(jar.toFile(), version(jar).toString());
    }

    private static SpiVersion version(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return Optional.ofNullable(file.getManifest())
                    .map(Manifest::getMainAttributes)
                    .map(attributes -> attributes.getValue(SpiVersion.ATTRIBUTE))
                    .map(SpiVersion::parse)
                    .orElseThrow(() -> new AssertionError(jar + " does not say its version"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
