package dev.sessionhub.core.terminal.control;

import dev.sessionhub.core.terminal.picture.ReplyText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One line of tmux commands, and what to do with the answers. tmux runs the commands of a line at one moment: no output comes
 * between their answers. If one fails, those behind it are not run.
 */
public final class Request {

    /** All the answers, or those up to the one that failed. */
    public record Answer(List<ReplyText> replies, Optional<String> error) {}

    private final List<String> commands;
    private final Consumer<Answer> then;
    private final List<ReplyText> replies = new ArrayList<>();
    private final long since = System.nanoTime();

    public Request(List<String> commands, Consumer<Answer> then) {
        this.commands = List.copyOf(commands);
        this.then = then;
    }

    /** A line whose answer nobody waits for. */
    public static Request unanswered(List<String> commands) {
        return new Request(commands, (var _) -> {});
    }

    String line() {
        return String.join(" ; ", commands) + "\n";
    }

    long since() {
        return since;
    }

    void replyBegan() {
        replies.add(new ReplyText());
    }

    void replyLine(byte[] data, int from, int to) {
        replies.getLast().add(data, from, to);
    }

    /** Answers whether nothing more comes. */
    boolean replyEnded(boolean ok) {
        if (ok && replies.size() < commands.size()) {
            return false;
        }
        then.accept(new Answer(
                replies, ok ? Optional.empty() : Optional.of(replies.getLast().text())));
        return true;
    }

    void lost(String reason) {
        then.accept(new Answer(replies, Optional.of(reason)));
    }
}
