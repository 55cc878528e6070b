package dev.sessionhub.core.terminal;

import dev.sessionhub.core.terminal.control.ControlClient;
import dev.sessionhub.core.terminal.control.Request;
import dev.sessionhub.core.terminal.pane.Layout;
import dev.sessionhub.core.terminal.pane.PaneFacts;
import dev.sessionhub.core.terminal.pane.Subscription;
import dev.sessionhub.core.terminal.pane.TerminalEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The windows of one session: gives what tmux says to the screens that are viewed, and keeps tmux from sending what nobody
 * views. Everything but what {@link ControlClient.Receiver} names is called under the terminal's lock.
 */
final class Screens implements ControlClient.Receiver, Screen.Host {

    private static final int MOST_QUESTIONS = 10;
    private static final Duration QUESTION_PAUSE = Duration.ofMillis(50);

    private final TerminalLock lock;
    private final TerminalEvents events;
    private final TerminalTimer timer;
    private final Map<String, Screen> byWindow = new HashMap<>();
    private final Map<Integer, Screen> byPane = new HashMap<>();
    private final Set<Integer> unwatched = new HashSet<>();
    private final Opening opening;
    private Screen agent = new Screen(this, "@");
    private String lastScreen = "";
    private boolean closed;
    private boolean watching;

    Screens(TerminalLock lock, TerminalEvents events, TerminalTimer timer, Opening opening) {
        this.lock = lock;
        this.events = events;
        this.timer = timer;
        this.opening = opening;
    }

    /** The agent's screen. */
    Screen agent() {
        return agent;
    }

    /** tmux has answered: this is the agent's screen. */
    void opened(String window, PaneFacts facts) {
        agent = new Screen(this, window);
        byWindow.put(window, agent);
        facts(agent, facts);
    }

    boolean isClosed() {
        return closed;
    }

    int viewers() {
        return byWindow.values().stream()
                .mapToInt(screen -> screen.viewers().size())
                .sum();
    }

    void attach(Viewer viewer) {
        if (!watching) {
            watching = true;
            unwatched.clear();
            byWindow.values().forEach(Screen::unpaused);
            send("refresh-client -f '!no-output'");
        }
        viewer.screen().attach(viewer);
        events.viewers(viewers());
    }

    void detach(Viewer viewer) {
        if (!viewer.screen().detach(viewer)) {
            return;
        }
        int left = viewers();
        if (left == 0 && watching) {
            watching = false;
            send("refresh-client -f no-output");
        }
        events.viewers(left);
    }

    /** The screen of a window; its pane is asked for when it is new. */
    Screen screen(Optional<String> window) {
        String id = window.orElse(agent.window());
        Screen known = byWindow.get(id);
        return known == null ? measured(id) : known;
    }

    void close(TerminalEnd end) {
        closed = true;
        byWindow.values().forEach(screen -> screen.endAll(end));
    }

    CompletableFuture<String> capture() {
        CompletableFuture<String> text = new CompletableFuture<>();
        Optional<String> pane = agent().pane();
        if (closed || pane.isEmpty()) {
            text.complete(lastScreen);
            return text;
        }
        ask(List.of("capture-pane -p -t " + pane.get()), answer -> {
            if (answer.error().isEmpty()) {
                lastScreen = answer.replies().getFirst().text().stripTrailing();
            }
            text.complete(lastScreen);
        });
        return text;
    }

    @Override
    public void send(String command) {
        opening.client().sendAtOnce(Request.unanswered(List.of(command)));
    }

    @Override
    public void ask(List<String> commands, Consumer<Request.Answer> then) {
        Request request = new Request(commands, answer -> lock.run(() -> then.accept(answer)));
        if (!opening.client().sendAtOnce(request)) {
            // Not at once: whoever asks does not expect the answer before it has written down that it asked.
            Request.Answer nothing = new Request.Answer(List.of(), Optional.of("the connection to tmux is closed"));
            later(Duration.ZERO, () -> then.accept(nothing));
        }
    }

    @Override
    public void later(Duration delay, Runnable task) {
        timer.later(delay, () -> lock.run(task));
    }

    @Override
    public void facts(Screen screen, PaneFacts facts) {
        int pane = Integer.parseInt(facts.pane().substring(1));
        byPane.put(pane, screen);
        unwatched.remove(pane);
        screen.know(facts);
        ended(screen);
    }

    @Override
    public void output(int pane, byte[] data) {
        lock.run(() -> {
            Screen screen = byPane.get(pane);
            if (screen != null && !screen.viewers().isEmpty()) {
                screen.output(data);
            } else if (watching && unwatched.add(pane)) {
                send("refresh-client -A '%%%d:pause'".formatted(pane));
            }
        });
    }

    @Override
    public void notice(String name, String text) {
        lock.run(() -> {
            switch (name) {
                case "%session-changed" -> opening.begin(this);
                case "%subscription-changed" -> Subscription.read(text).ifPresent(this::changed);
                case "%window-renamed" -> renamed(text);
                case "%layout-change" -> Layout.read(text).ifPresent(this::changed);
                case "%window-close", "%unlinked-window-close" -> windowClosed(text.strip());
                default -> {}
            }
        });
    }

    @Override
    public void lost(String reason) {
        lock.run(() -> {
            opening.failed(reason);
            if (!closed) {
                close(TerminalEnd.disconnected(reason));
                events.disconnected(reason);
            }
        });
    }

    private Screen measured(String window) {
        Screen screen = new Screen(this, window);
        byWindow.put(window, screen);
        ask(List.of(PaneFacts.command(window)), answer -> {
            String line = answer.error().isPresent()
                    ? ""
                    : answer.replies().getFirst().text();
            if (PaneFacts.isThere(line)) {
                facts(screen, PaneFacts.read(line));
                screen.serve();
            } else {
                byWindow.remove(window);
                screen.endAll(TerminalEnd.closed("there is no window " + window));
            }
        });
        return screen;
    }

    /** Whoever changes the agent's state and cannot wait for tmux to look gives the window its name again. */
    private void renamed(String text) {
        if (text.startsWith(agent.window() + " ")) {
            String question = "display-message -p -t %s '#{E:@agent_state}'".formatted(agent.window());
            ask(List.of(question), answer -> {
                if (answer.error().isEmpty()) {
                    events.agentState(answer.replies().getFirst().text().stripTrailing());
                }
            });
        }
    }

    private void changed(Subscription subscription) {
        Screen screen = byPane.get(subscription.pane());
        if (screen == null) {
            return;
        }
        if (subscription.name().equals(Subscription.DEAD)) {
            dead(screen, subscription.pane(), subscription.value(), 1);
        } else if (screen == agent()) {
            events.agentState(subscription.value());
        }
    }

    /**
     * Often tmux 3.3a knows that a program has ended, but does not collect it, and so not how, until another child of it
     * ends. So it is given one.
     */
    private void dead(Screen screen, int pane, String value, int attempt) {
        if (!PaneFacts.isUnexplained(value)) {
            ended(screen, PaneFacts.end(value));
        } else if (attempt > MOST_QUESTIONS) {
            ended(screen, Optional.of(TerminalEnd.unexplained()));
        } else {
            String question = "display-message -p -t %%%d '%s'".formatted(pane, PaneFacts.endFormat());
            ask(List.of("run-shell true", question), answer -> {
                String now = answer.error().isPresent()
                        ? value
                        : answer.replies().getLast().text();
                if (PaneFacts.isUnexplained(now)) {
                    later(QUESTION_PAUSE.multipliedBy(attempt), () -> dead(screen, pane, now, attempt + 1));
                } else {
                    ended(screen, PaneFacts.end(now));
                }
            });
        }
    }

    private void ended(Screen screen, Optional<TerminalEnd> end) {
        screen.ended(end);
        ended(screen);
    }

    private void changed(Layout layout) {
        Screen screen = byWindow.get(layout.window());
        if (screen != null && screen.pane().isPresent()) {
            screen.layoutIs(layout.size());
        }
    }

    private void windowClosed(String window) {
        Screen screen = byWindow.remove(window);
        if (screen != null) {
            byPane.values().remove(screen);
            screen.endAll(TerminalEnd.closed("this window was closed"));
        }
    }

    private void ended(Screen screen) {
        if (screen == agent() && events.ended(screen.end()) && screen.end().isPresent()) {
            var _ = capture();
        }
    }
}
