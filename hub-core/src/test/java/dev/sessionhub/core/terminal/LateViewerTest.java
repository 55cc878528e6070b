package dev.sessionhub.core.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.core.terminal.pane.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever attaches late sees what one sees who never left. */
class LateViewerTest {

    private static final int CUTS = 7;
    private static final double CELLS = 0.995;

    @TempDir
    Path folder;

    static List<Path> recordings() throws IOException {
        List<Path> found = new ArrayList<>(casts(Path.of("src/test/resources/recordings")));
        String shared =
                System.getProperty("hub.shared", System.getenv().getOrDefault("HUB_SHARED", root() + "/../shared"));
        List<Path> more = casts(Path.of(shared, "recordings"));
        if (more.isEmpty()) {
            System.getLogger(LateViewerTest.class.getName())
                    .log(System.Logger.Level.WARNING, "left out: no recordings in {0}; set HUB_SHARED", shared);
        }
        found.addAll(more);
        return found;
    }

    private static String root() {
        return System.getProperty("hub.root", "..");
    }

    private static List<Path> casts(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".cast"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void a_late_viewer_sees_what_one_sees_who_saw_everything(Path file) throws Exception {
        replay(Recording.read(file));
        Map<String, String> verdict = new TreeMap<>();
        NodeProject.run("compare.mjs", folder.toString()).forEach(line -> {
            int equals = line.indexOf('=');
            verdict.put(line.substring(0, equals), line.substring(equals + 1));
        });
        report(file, verdict);
        IntStream.range(0, CUTS).forEach(cut -> {
            judge(verdict, cut + ".cut");
            judge(verdict, cut + ".end");
        });
    }

    private static void judge(Map<String, String> verdict, String when) {
        for (String aspect : List.of("text", "history", "cursor", "modes")) {
            assertThat(verdict.get(when + "." + aspect)).as(when + "." + aspect).isEmpty();
        }
        assertThat(Double.parseDouble(verdict.get(when + ".cells")))
                .as("%s.cells, such as %s", when, verdict.get(when + ".wrong.0"))
                .isGreaterThanOrEqualTo(CELLS);
    }

    private static void report(Path file, Map<String, String> verdict) {
        verdict.forEach((name, value) -> {
            if (!value.isEmpty()) {
                System.getLogger("late-viewer")
                        .log(System.Logger.Level.INFO, "{0} {1}={2}", file.getFileName(), name, value);
            }
        });
    }

    private void replay(Recording recording) throws Exception {
        Path pipe = folder.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
        String program = "stty raw -echo; exec cat '" + pipe + "'";
        Size size = recording.size();
        try (TmuxServer tmux = TmuxServer.running(size.columns(), size.rows(), "sh", "-c", program);
                Terminals terminals = new Terminals();
                OutputStream out = Files.newOutputStream(pipe)) {
            Terminal terminal = terminals.open(UUID.randomUUID(), tmux.channel(), new WatchingListener());
            feed(recording, terminal, out);
        }
    }

    private void feed(Recording recording, Terminal terminal, OutputStream out) throws Exception {
        StepsSink all = new StepsSink();
        Viewer viewer = attach(terminal, recording.size(), all);
        all.await(recording.size(), 0);
        List<StepsSink> late = new ArrayList<>();
        Size size = recording.size();
        for (int at = 0; at < recording.steps().size(); at++) {
            if (late.size() < CUTS
                    && at >= (late.size() + 1) * recording.steps().size() / (CUTS + 1)) {
                all.cut();
                StepsSink next = new StepsSink();
                attach(terminal, size, next);
                next.await(size, 0);
                late.add(next);
            }
            List<StepsSink> everybody = new ArrayList<>(late);
            everybody.add(all);
            size = apply(recording.steps().get(at), size, viewer, everybody, out);
        }
        finish(all, late);
    }

    private static Size apply(Recording.Step step, Size size, Viewer viewer, List<StepsSink> all, OutputStream out)
            throws Exception {
        if (step.kind() == 'r') {
            viewer.resize(step.newSize().columns(), step.newSize().rows());
            for (StepsSink sink : all) {
                sink.await(step.newSize(), 0);
            }
            return step.newSize();
        }
        byte[] data = step.text().getBytes(UTF_8);
        List<Long> wanted =
                all.stream().map(sink -> sink.outputs() + data.length).toList();
        out.write(data);
        out.flush();
        for (int k = 0; k < all.size(); k++) {
            all.get(k).await(size, wanted.get(k));
        }
        return size;
    }

    private void finish(StepsSink all, List<StepsSink> late) throws IOException {
        Files.write(folder.resolve("all"), all.steps());
        for (int k = 0; k < late.size(); k++) {
            Files.write(folder.resolve("late-" + k), late.get(k).steps());
        }
    }

    private static Viewer attach(Terminal terminal, Size size, ViewerSink sink) {
        return terminal.attach(
                new ViewerOptions(ViewerMode.WRITE, size.columns(), size.rows(), Optional.empty()), sink);
    }
}
