package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.http.WebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A shell that knows echo, stty size and exit, behind a dtach that shows it to every viewer of a guest. */
final class FakeShell {

    private static final String PROMPT = "bash-5.2# ";
    private static final String DETACH = "\u001c";

    private final List<WebSocket> viewers = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private String size = "80:20";
    private boolean over;

    synchronized void attach(WebSocket viewer) throws IOException {
        viewers.add(viewer);
        viewer.send(bytes("\u001b[?2004h" + PROMPT));
    }

    synchronized void detach(WebSocket viewer) {
        viewers.remove(viewer);
    }

    synchronized boolean isOver() {
        return over;
    }

    /** Answers whether the viewer is still attached. */
    synchronized boolean take(WebSocket viewer, TerminalMessages.Message message) throws IOException {
        if (!message.input()) {
            size = message.text();
            show("\r\u001b[K\r" + PROMPT + line);
            return true;
        }
        if (message.text().contains(DETACH)) {
            viewers.remove(viewer);
            viewer.send(bytes("\u001b[999H\r\n[detached]\r\n"));
            return false;
        }
        for (char typed : message.text().toCharArray()) {
            if (typed == '\r') {
                run();
            } else {
                line.append(typed);
                show(String.valueOf(typed));
            }
        }
        return !over;
    }

    private void run() throws IOException {
        String command = line.toString().strip();
        line.setLength(0);
        show("\r\n\u001b[?2004l\r");
        if (command.equals("exit")) {
            show("exit\r\n\u001b[999H\r\n[EOF - dtach terminating]\r\n");
            over = true;
            viewers.clear();
            return;
        }
        if (command.equals("stty size")) {
            String[] numbers = size.split(":");
            show(numbers[1] + " " + numbers[0] + "\r\n");
        } else if (command.startsWith("echo ")) {
            show(command.substring("echo ".length()) + "\r\n");
        }
        show("\u001b[?2004h" + PROMPT);
    }

    private void show(String text) throws IOException {
        for (WebSocket viewer : List.copyOf(viewers)) {
            viewer.send(bytes(text));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
