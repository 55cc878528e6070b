package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.TaskFailure;
import dev.sessionhub.proxmox.simulator.http.Reply;
import dev.sessionhub.proxmox.simulator.http.WebSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Consoles: a ticket for a port, one client on it within ten seconds, and a line that says who it is. */
final class Terminals {

    private static final int FIRST_PORT = 5900;
    private static final int TICKET_LIFETIME = 40;
    private static final int PATIENCE = 10;

    private final Tickets tickets;
    private final Mode mode;
    private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
    private final Map<Integer, FakeShell> shells = new ConcurrentHashMap<>();

    Terminals(Tickets tickets, Mode mode) {
        this.tickets = tickets;
        this.mode = mode;
    }

    /** A termproxy process. */
    private record Waiting(CountDownLatch connected, CountDownLatch ended) {}

    Map<String, Call> calls() {
        return Map.of("POST /nodes/{node}/lxc/{vmid}/termproxy", this::prepare);
    }

    private Result prepare(Ask ask) {
        ask.guest();
        int port = FIRST_PORT;
        Waiting process = new Waiting(new CountDownLatch(1), new CountDownLatch(1));
        while (waiting.putIfAbsent(port, process) != null) {
            port++;
        }
        int own = port;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("user", ask.caller().id());
        answer.put("port", String.valueOf(port));
        answer.put("ticket", tickets.terminal(ask.caller().id(), "/vms/" + ask.vmid(), port));
        answer.put("upid", ask.begin("vncproxy", _ -> {
            try {
                if (!process.connected().await(PATIENCE, TimeUnit.SECONDS)) {
                    throw new TaskFailure("command '/usr/bin/termproxy " + own + "' failed: exit code 1");
                }
                process.ended().await();
            } finally {
                waiting.remove(own);
            }
        }));
        return Result.of(answer);
    }

    Reply open(Ask ask) {
        int port = ask.number("port", 0);
        String path = "/vms/" + ask.vmid();
        String user = ask.caller().id();
        if (!tickets.isTerminal(ask.text("vncticket"), user, path, port, TICKET_LIFETIME)) {
            throw new ApiError(401, "permission denied - invalid PVEVNC ticket\n");
        }
        Waiting process =
                Optional.ofNullable(waiting.get(port)).orElseThrow(() -> new ApiError(595, "Connection refused"));
        String line = user + ":" + ask.text("vncticket") + "\n";
        boolean token = ask.caller().token().isPresent();
        boolean runs = ask.runs();
        return new Reply.Upgraded(socket -> {
            process.connected().countDown();
            try {
                if (isWelcome(socket, line) && (mode.tokenTerminals() || !token)) {
                    socket.send("OK".getBytes(StandardCharsets.US_ASCII));
                    converse(socket, ask.vmid(), runs);
                }
            } finally {
                process.ended().countDown();
            }
        });
    }

    private static boolean isWelcome(WebSocket socket, String expected) throws IOException {
        CountDownLatch said = new CountDownLatch(1);
        Thread.ofVirtual().name("simulator-terminal-timer").start(() -> {
            try {
                if (!said.await(PATIENCE, TimeUnit.SECONDS)) {
                    socket.close();
                }
            } catch (InterruptedException | IOException _) {
                Thread.currentThread().interrupt();
            }
        });
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\n") < 0) {
            Optional<byte[]> message = socket.receive();
            if (message.isEmpty()) {
                said.countDown();
                return false;
            }
            line.append(new String(message.get(), StandardCharsets.UTF_8));
        }
        said.countDown();
        return expected.contentEquals(line);
    }

    private void converse(WebSocket socket, int guest, boolean runs) throws IOException {
        socket.send("\u001b[H\u001b[J".getBytes(StandardCharsets.US_ASCII));
        FakeShell shell = shells.computeIfAbsent(guest, _ -> new FakeShell());
        if (runs) {
            shell.attach(socket);
        }
        TerminalMessages messages = new TerminalMessages();
        try {
            boolean open = runs;
            for (Optional<byte[]> next = socket.receive(); next.isPresent(); next = socket.receive()) {
                for (TerminalMessages.Message message : messages.read(next.get())) {
                    if (message.input() && !open) {
                        return;
                    }
                    open = open && shell.take(socket, message);
                }
                if (shell.isOver()) {
                    shells.remove(guest, shell);
                }
            }
        } finally {
            shell.detach(socket);
        }
    }
}
