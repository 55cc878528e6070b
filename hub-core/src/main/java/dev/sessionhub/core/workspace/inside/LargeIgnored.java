package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Directories of a session that its Git ignores and that are large, as dependencies and what was built are. They need
 * not be carried again and again. The session's own git names them: a hostile one decides with it when its files come
 * to the hub, and never whether.
 */
final class LargeIgnored {

    private static final Logger LOG = System.getLogger(LargeIgnored.class.getName());

    /** From how many kibibytes of disk on a directory is large. */
    private static final int LARGE = 64 << 10;

    private static final int MOST = 100;
    private static final int MOST_ANSWER = 512 << 10;
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_DIR", ContainerSpec.WORKSPACE_TARGET + "/.git",
            "GIT_WORK_TREE", ContainerSpec.WORKSPACE_TARGET,
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_CONFIG_NOSYSTEM", "1",
            "LC_ALL", "C");

    private static final String SCRIPT = """
            git -c core.fsmonitor=false ls-files -z --others --ignored --exclude-standard --directory |
              grep -z '/$' | xargs -0r du -sk0 -- 2>/dev/null | sort -zrn | head -zn %d
            """.formatted(MOST);

    private static final Pattern LINE = Pattern.compile("([0-9]{1,15})\\t(.+?)/?", Pattern.DOTALL);

    /** What leads out of the files, is nothing, or is the Git directory, which holds the session's commits. */
    private static final Pattern REFUSED =
            Pattern.compile("(?s)(|.*/)(|\\.|\\.\\.)(/.*|)|\\.git(/.*|)", Pattern.CASE_INSENSITIVE);

    private LargeIgnored() {}

    /** Empty where git or another tool does not work: then everything is carried. */
    static Set<String> of(SessionProgram program) {
        ExecSpec spec =
                new ExecSpec(List.of("sh", "-c", SCRIPT), ENVIRONMENT, Optional.of(ContainerSpec.WORKSPACE_TARGET));
        try {
            return program.run("a look for ignored files", spec, LONGEST, LargeIgnored::parse);
        } catch (ProviderException failure) {
            LOG.log(Level.DEBUG, "what a session ignores is not known, so everything is carried", failure);
            return Set.of();
        }
    }

    static Set<String> parse(InputStream output) throws IOException {
        Records records = new Records(output.readNBytes(MOST_ANSWER));
        Set<String> large = new TreeSet<>();
        for (Optional<String> record = records.next('\0'); record.isPresent(); record = records.next('\0')) {
            Matcher line = LINE.matcher(record.get());
            if (line.matches()
                    && Long.parseLong(line.group(1)) >= LARGE
                    && !REFUSED.matcher(line.group(2)).matches()
                    && large.size() < MOST) {
                large.add(line.group(2));
            }
        }
        return large;
    }
}
