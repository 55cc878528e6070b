package dev.sessionhub.spi.tck.container;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The virtual threads of this JVM: in no thread group, and no answer of {@link Thread} but a dump lists them. */
public final class LiveThreads {

    private static final Pattern VIRTUAL = Pattern.compile("(#[0-9]+ \".*\") virtual.*");

    private LiveThreads() {}

    /**
     * Those that live now.
     *
     * @return their numbers and names, as {@code #12 "name"}; can be changed
     */
    public static Set<String> virtual() {
        try {
            Path folder = Files.createTempDirectory("threads");
            Path dump = folder.resolve("dump");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(dump.toString(), ThreadDumpFormat.TEXT_PLAIN);
                return read(dump);
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Set<String> read(Path dump) throws IOException {
        try (Stream<String> lines = Files.lines(dump)) {
            return lines.map(VIRTUAL::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .collect(Collectors.toSet());
        }
    }
}
