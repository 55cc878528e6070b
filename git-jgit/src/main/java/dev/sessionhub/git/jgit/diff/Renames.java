package dev.sessionhub.git.jgit.diff;

import dev.sessionhub.git.jgit.tree.StagedChanges.StagedChange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.jgit.lib.ObjectReader;

/**
 * Finds out which new file is an old one under another name, as git does: the same content first, then similar files of
 * the same name, then the most similar ones.
 */
public final class Renames {

    private static final int SAME_NAME = Similarity.LEAST + (Similarity.MOST - Similarity.LEAST) / 2;
    private static final long MOST_PAIRS = 1_000_000;
    private static final int BEST_KEPT = 4;
    private static final int LARGEST = 4 << 20;
    private static final long LARGEST_SUM = 256L << 20;

    private final Map<String, Side> gone = new LinkedHashMap<>();
    private final Map<String, Side> made = new LinkedHashMap<>();
    private final Map<Side, Optional<Similarity>> measured = new HashMap<>();
    private final Map<String, String> found = new HashMap<>();

    private Renames(List<Side> gone, List<Side> made) {
        gone.forEach(side -> this.gone.put(side.path(), side));
        made.forEach(side -> this.made.put(side.path(), side));
    }

    /** New paths with the path they had before. */
    static Map<String, String> between(List<Side> gone, List<Side> made) throws IOException {
        Renames search = new Renames(gone, made);
        if (!gone.isEmpty() && !made.isEmpty()) {
            search.findSame();
            search.findSimilar();
        }
        return search.found;
    }

    /** Renames among staged changes. */
    public static Map<String, String> staged(NavigableMap<String, StagedChange> changes, ObjectReader objects)
            throws IOException {
        List<Side> gone = new ArrayList<>();
        List<Side> made = new ArrayList<>();
        changes.forEach((path, change) -> {
            if (change.after().isEmpty()) {
                gone.add(Side.stored(path, change.before().orElseThrow(), objects));
            } else if (change.before().isEmpty()) {
                made.add(Side.stored(path, change.after().get(), objects));
            }
        });
        return between(gone, made);
    }

    private void findSame() {
        Map<Object, List<Side>> byContent = new HashMap<>();
        gone.values()
                .forEach(old -> byContent
                        .computeIfAbsent(old.id(), _ -> new ArrayList<>())
                        .add(old));
        for (Side now : List.copyOf(made.values())) {
            List<Side> same = byContent.getOrDefault(now.id(), List.of()).stream()
                    .filter(old -> gone.containsKey(old.path()) && !old.mode().otherKindThan(now.mode()))
                    .toList();
            Predicate<Side> sameName = old -> old.name().equals(now.name());
            same.stream()
                    .filter(sameName)
                    .findFirst()
                    .or(() -> same.stream().findFirst())
                    .ifPresent(old -> pair(old, now));
        }
    }

    private void findSimilar() throws IOException {
        gone.values().removeIf(side -> !side.mode().isFile());
        List<Side> candidates =
                made.values().stream().filter(side -> side.mode().isFile()).toList();
        if (sum(gone.values()) + sum(candidates) > LARGEST_SUM) {
            return;
        }
        pairSameNames(candidates);
        List<Side> left = candidates.stream()
                .filter(side -> made.containsKey(side.path()))
                .toList();
        if ((long) gone.size() * left.size() <= MOST_PAIRS) {
            pairBest(left);
        }
    }

    private static long sum(Iterable<Side> sides) throws IOException {
        long sum = 0;
        for (Side side : sides) {
            sum += Math.min(side.blob().size(), LARGEST);
        }
        return sum;
    }

    private void pairSameNames(List<Side> candidates) throws IOException {
        Map<String, Side> oldNames = unique(gone.values());
        Map<String, Side> newNames = unique(candidates);
        for (Map.Entry<String, Side> old : oldNames.entrySet()) {
            Side now = newNames.get(old.getKey());
            if (now != null && score(old.getValue(), now) >= SAME_NAME) {
                pair(old.getValue(), now);
            }
        }
    }

    private static Map<String, Side> unique(Iterable<Side> sides) {
        Map<String, Side> unique = new LinkedHashMap<>();
        Map<String, Integer> count = new HashMap<>();
        for (Side side : sides) {
            unique.put(side.name(), side);
            count.merge(side.name(), 1, Integer::sum);
        }
        unique.keySet().removeIf(name -> count.getOrDefault(name, 0) > 1);
        return unique;
    }

    private record Pair(Side old, Side now, int score, boolean sameName) {}

    private static final Comparator<Pair> BEST =
            Comparator.comparingInt(Pair::score).thenComparing(Pair::sameName).reversed();

    private void pairBest(List<Side> candidates) throws IOException {
        List<Pair> pairs = new ArrayList<>();
        for (Side now : candidates) {
            List<Pair> own = new ArrayList<>();
            for (Side old : gone.values()) {
                int score = score(old, now);
                if (score >= Similarity.LEAST) {
                    own.add(new Pair(old, now, score, old.name().equals(now.name())));
                }
            }
            own.stream().sorted(BEST).limit(BEST_KEPT).forEach(pairs::add);
        }
        pairs.sort(BEST);
        for (Pair pair : pairs) {
            if (gone.containsKey(pair.old.path()) && made.containsKey(pair.now.path())) {
                pair(pair.old, pair.now);
            }
        }
    }

    private void pair(Side old, Side now) {
        gone.remove(old.path());
        made.remove(now.path());
        found.put(now.path(), old.path());
    }

    private int score(Side old, Side now) throws IOException {
        if (Similarity.tooDifferent(old.blob().size(), now.blob().size())) {
            return 0;
        }
        Optional<Similarity> before = measure(old);
        Optional<Similarity> after = measure(now);
        return before.isEmpty() || after.isEmpty() ? 0 : before.get().score(after.get());
    }

    private Optional<Similarity> measure(Side side) throws IOException {
        Optional<Similarity> known = measured.get(side);
        if (known == null) {
            known = side.blob().bytes(LARGEST).map(bytes -> Similarity.of(bytes, !Lines.looksBinary(bytes)));
            measured.put(side, known);
        }
        return known;
    }
}
