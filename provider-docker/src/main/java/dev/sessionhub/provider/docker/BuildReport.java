package dev.sessionhub.provider.docker;

import com.github.dockerjava.api.model.BuildResponseItem;
import dev.sessionhub.spi.container.Progress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells how far the building of an image has come, and keeps what was said last. */
final class BuildReport {

    private static final Pattern STEP = Pattern.compile("Step ([0-9]{1,4})/([0-9]{1,4}) : (.*)", Pattern.DOTALL);
    private static final Pattern NOISE = Pattern.compile("---> |Removing intermediate container ");
    private static final int LAST = 4;
    private static final int LONGEST = 160;

    private final String title;
    private final Consumer<Progress> listener;
    private final Deque<String> said = new ArrayDeque<>();
    private int step;
    private int steps;

    BuildReport(String image, Consumer<Progress> listener) {
        this.title = "building the image " + image;
        this.listener = listener;
    }

    synchronized void accept(BuildResponseItem item) {
        String text = words(item);
        if (text.isEmpty() || NOISE.matcher(text).lookingAt()) {
            return;
        }
        Matcher matcher = STEP.matcher(text);
        boolean isStep = matcher.matches();
        if (isStep) {
            step = Integer.parseInt(matcher.group(1));
            steps = Integer.parseInt(matcher.group(2));
        } else if (item.getStream() != null) {
            remember(text);
        }
        String doing = isStep ? matcher.group(3) : text;
        OptionalInt percent =
                steps == 0 ? OptionalInt.empty() : OptionalInt.of(Math.clamp((step - 1) * 100L / steps, 0, 100));
        listener.accept(new Progress(title, Optional.of(place() + doing), percent));
    }

    /** Where it is and what was said last, for a failure. */
    synchronized String last() {
        return steps == 0 ? "" : " (" + place() + String.join(" / ", said) + ")";
    }

    private String place() {
        return steps == 0 ? "" : "step " + step + " of " + steps + ": ";
    }

    private void remember(String text) {
        if (said.size() == LAST) {
            said.removeFirst();
        }
        said.addLast(text);
    }

    /** A step or a line of a program; or a layer of what is built on. */
    private static String words(BuildResponseItem item) {
        String text = item.getStream() != null
                ? item.getStream()
                : item.getStatus() == null
                        ? ""
                        : item.getId() == null ? item.getStatus() : item.getId() + ": " + item.getStatus();
        String line =
                text.replaceAll("\u001B\\[[0-9;]*[A-Za-z]|\\p{Cntrl}+", " ").strip();
        return line.substring(0, Math.min(LONGEST, line.length()));
    }
}
