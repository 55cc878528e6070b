package dev.sessionhub.core.workspace.inside;

import dev.sessionhub.core.concurrent.LentOutput;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import dev.sessionhub.spi.git.GitDiff;
import dev.sessionhub.spi.git.GitStatus;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Git of one running session. Writes nothing that the session could notice. */
public final class SessionGit {

    /** Where an isolated session sees its Git directory, if that is not in its files. */
    public static final String DIRECTORY = "/hub/git";

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration LONGEST_PATCH = Duration.ofMinutes(5);
    private static final int MOST_STATUS = 16 << 20;
    private static final int MOST_DIFF = 24 << 20;

    /** What the session may have configured and the hub can do without; it would run in the session only. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("GIT_WORK_TREE", ContainerSpec.WORKSPACE_TARGET),
            Map.entry("GIT_OPTIONAL_LOCKS", "0"),
            Map.entry("GIT_TERMINAL_PROMPT", "0"),
            Map.entry("GIT_NO_REPLACE_OBJECTS", "1"),
            Map.entry("GIT_NO_LAZY_FETCH", "1"),
            Map.entry("GIT_LITERAL_PATHSPECS", "1"),
            Map.entry("GIT_CONFIG_NOSYSTEM", "1"),
            Map.entry("GIT_PAGER", "cat"),
            Map.entry("LC_ALL", "C"));

    private static final String GIT = "git -c core.fsmonitor=false -c core.hooksPath=/dev/null -c core.quotePath=true"
            + " -c status.relativePaths=false -c advice.addEmbeddedRepo=false";

    private static final String STATUS = """
            count() { %1$s rev-list --left-right --count "$1...HEAD" 2>/dev/null; }
            count "$1" || count "$2" || echo
            exec %1$s status --porcelain=v2 --branch -z --untracked-files=all --find-renames --no-ahead-behind
            """.formatted(GIT);

    /** A copy of the index learns of new files, so that they are compared too; copies of the dead are removed. */
    private static final String DIFF = """
            for old in "$SESSION_HUB_RUN"/hub-index.*; do
              owner=${old##*/hub-index.}
              kill -0 "${owner%%.lock}" 2>/dev/null || rm -f "$old"
            done
            GIT_INDEX_FILE="$SESSION_HUB_RUN/hub-index.$$"
            export GIT_INDEX_FILE
            trap 'rm -f "$GIT_INDEX_FILE" "$GIT_INDEX_FILE.lock"' EXIT
            if [ -f "$GIT_DIR/index" ]; then cp -p "$GIT_DIR/index" "$GIT_INDEX_FILE" || exit 1; fi
            cd "$GIT_WORK_TREE" || exit
            %1$s add -N --ignore-errors -- . || [ $? -lt 128 ] || exit
            %1$s diff --no-ext-diff --no-textconv --no-color --no-relative --full-index -U3 -M -O/dev/null \
              --inter-hunk-context=0 --src-prefix=a/ --dst-prefix=b/ --submodule=short --ignore-submodules=dirty "$@"
            """.formatted(GIT);

    private final SessionProgram program;
    private final Map<String, String> environment;

    /**
     * Git in a session.
     *
     * @param provider made the environment
     * @param handle the environment
     * @param directory where the session sees its Git directory
     */
    public SessionGit(ContainerProvider provider, ContainerHandle handle, String directory) {
        this.environment = new HashMap<>(ENVIRONMENT);
        environment.put("GIT_DIR", directory);
        this.program = new SessionProgram(provider, handle);
    }

    /**
     * The state of the session's files.
     *
     * @param base what to count ahead and behind against
     * @param instead what to count against if the session does not know that
     * @return the state
     * @throws dev.sessionhub.spi.ProviderException {@code CONFLICT} if git does not work in the session; {@code TIMEOUT};
     *     from the provider
     */
    public GitStatus status(CommitId base, CommitId instead) {
        return run(
                "git status",
                script(STATUS, List.of(base.value(), instead.value())),
                MOST_STATUS,
                (bytes, cut) -> StatusText.parse(bytes, cut, base));
    }

    /**
     * Differences of the session's files, untracked files included.
     *
     * @param request from where, of what, how much
     * @return the differences
     * @throws dev.sessionhub.spi.ProviderException as {@link #status}
     */
    public GitDiff diff(DiffRequest request) {
        List<String> arguments = new ArrayList<>(List.of("--raw", "--numstat", "-z"));
        if (request.maxFiles() > 0 && request.maxLines() > 0) {
            arguments.add("-p");
        }
        return run(
                "git diff",
                script(DIFF, scope(arguments, request)),
                MOST_DIFF,
                (bytes, cut) -> DiffText.parse(bytes, cut, request));
    }

    /**
     * The same without bounds, as a patch that git can apply.
     *
     * @param request from where, of what; its bounds are ignored
     * @param out gets the patch; not closed
     * @throws dev.sessionhub.spi.ProviderException as {@link #status}
     */
    public void patch(DiffRequest request, OutputStream out) {
        ExecSpec spec = script(DIFF, scope(List.of("--binary", "-p"), request));
        LentOutput lent = new LentOutput(out, LONGEST_PATCH);
        try {
            program.run("git diff", spec, LONGEST_PATCH, output -> output.transferTo(lent));
        } finally {
            lent.takeBack();
        }
    }

    private static List<String> scope(List<String> arguments, DiffRequest request) {
        List<String> all = new ArrayList<>(arguments);
        all.add(request.from().value());
        all.add("--");
        request.path().ifPresent(all::add);
        return all;
    }

    private ExecSpec script(String text, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", text, "session-git"));
        command.addAll(arguments);
        return new ExecSpec(command, environment, Optional.empty());
    }

    /** Makes something of what a program wrote, which may be cut off. */
    private interface Parser<T> {

        T parse(byte[] bytes, boolean cut);
    }

    private <T> T run(String what, ExecSpec spec, int most, Parser<T> parser) {
        return program.run(what, spec, LONGEST, output -> {
            byte[] bytes = output.readNBytes(most);
            return parser.parse(bytes, bytes.length == most);
        });
    }
}
