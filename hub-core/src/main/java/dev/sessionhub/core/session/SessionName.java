package dev.sessionhub.core.session;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Names of sessions: what they may be, how they look in branches and paths, and made-up ones. */
final class SessionName {

    static final String RULE = "must be 1 to 60 printable characters";

    private static final List<String> ADJECTIVES = List.of(
            "able", "amber", "bold", "brave", "bright", "brisk", "calm", "clear", "clever", "cosy", "crisp", "eager",
            "early", "fair", "fleet", "fresh", "gentle", "glad", "golden", "happy", "honest", "jolly", "keen", "kind",
            "light", "lively", "lucky", "mellow", "merry", "mild", "neat", "nimble", "noble", "patient", "plain",
            "proud", "quick", "quiet", "rapid", "ready", "sharp", "silver", "smart", "smooth", "steady", "still",
            "sunny", "swift", "tidy", "warm", "wise", "witty");
    private static final List<String> NOUNS = List.of(
            "acorn", "badger", "beacon", "birch", "brook", "cedar", "cloud", "comet", "coral", "crane", "dune",
            "falcon", "fern", "finch", "forest", "fox", "garden", "harbor", "hazel", "heron", "island", "kite",
            "lagoon", "lake", "lantern", "lark", "maple", "meadow", "moss", "oak", "orchard", "otter", "owl", "pebble",
            "pine", "pond", "prairie", "raven", "reef", "ridge", "river", "robin", "sparrow", "spruce", "summit",
            "thistle", "tide", "valley", "wave", "willow", "wren", "yarrow");

    private SessionName() {}

    static boolean isValid(String text) {
        return !text.isBlank()
                && text.equals(text.strip())
                && text.length() <= 60
                && text.codePoints()
                        .noneMatch(point -> Character.getType(point) == Character.CONTROL
                                || Character.getType(point) == Character.FORMAT
                                || Character.getType(point) == Character.SURROGATE
                                || Character.getType(point) == Character.LINE_SEPARATOR
                                || Character.getType(point) == Character.PARAGRAPH_SEPARATOR);
    }

    static String madeUp(RandomGenerator random) {
        return ADJECTIVES.get(random.nextInt(ADJECTIVES.size())) + "-" + NOUNS.get(random.nextInt(NOUNS.size()));
    }

    /** Lower-case letters, digits and single dashes; never empty, at most 40 characters. */
    static String slug(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = plain.substring(0, Math.min(40, plain.length())).replaceAll("^-+|-+$", "");
        return cut.isEmpty() ? "session" : cut;
    }
}
