package dev.sessionhub.proxmox.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.proxmox.simulator.RawClient.Response;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Guest;
import dev.sessionhub.proxmox.simulator.guests.MemoryHost;
import dev.sessionhub.proxmox.simulator.http.Identity;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays the recorded terminal connections; where frames begin and end is not compared. */
class RecordedTerminalsTest {

    @TempDir
    static Path folder;

    private final MemoryHost host = new MemoryHost();

    @Test
    void every_recorded_connection_goes_as_it_went() throws Exception {
        Cluster cluster = RecordedCluster.on(host);
        cluster.guest(new Guest(101, "pve1", Map.of("hostname", "sess-101")));
        int replayed = 0;
        try (ProxmoxSimulator simulator = ProxmoxSimulator.start(cluster, Identity.make(folder))) {
            for (JsonObject session : recorded().getJsonArray("sessions").getValuesAs(JsonObject.class)) {
                replay(simulator, session);
                replayed++;
            }
        }
        assertThat(replayed).isEqualTo(12);
    }

    private void replay(ProxmoxSimulator simulator, JsonObject session) throws Exception {
        String name = session.getString("name");
        if (name.startsWith("container not running")) {
            host.stop(101);
        } else {
            host.start(101, Map.of());
        }
        if (name.startsWith("first viewer")) {
            twoViewers(simulator, session);
            return;
        }
        JsonObject terminal = terminal(simulator);
        try (SSLSocket socket = open(simulator, name, terminal)) {
            List<String> lines = session.getJsonArray("handshake_response").stream()
                    .map(line -> line.toString().replace("\"", ""))
                    .toList();
            Response handshake = RawClient.read(socket.getInputStream());
            assertThat("HTTP/1.1 " + handshake.status() + " " + handshake.reason())
                    .as(name)
                    .isEqualTo(lines.getFirst());
            assertThat(handshake.headers().containsKey("Sec-WebSocket-Protocol"))
                    .as(name)
                    .isEqualTo(lines.contains("Sec-WebSocket-Protocol: binary"));
            if (session.containsKey("body")) {
                assertThat(parsed(handshake.body())).as(name).isEqualTo(parsed(session.getString("body")));
            }
            converse(socket, session, terminal);
        }
    }

    private static void converse(SSLSocket socket, JsonObject session, JsonObject terminal) throws IOException {
        StringBuilder expected = new StringBuilder();
        StringBuilder seen = new StringBuilder();
        boolean over = false;
        for (JsonObject frame : session.getJsonArray("frames").getValuesAs(JsonObject.class)) {
            String data = frame.getString("data").replace("<TICKET>", terminal.getString("ticket"));
            over = over || frame.getBoolean("eof", false);
            if (frame.getString("dir").equals("client")) {
                send(socket, frame.getInt("opcode"), data);
            } else if (frame.getString("dir").equals("server") && !over) {
                expected.append(data);
                read(socket, seen, expected.length());
                assertThat(seen.toString()).as(session.getString("name")).isEqualTo(expected.toString());
            }
        }
        if (over) {
            read(socket, seen, Integer.MAX_VALUE);
            assertThat(seen).as("the connection ends").startsWith(expected);
        }
    }

    private void twoViewers(ProxmoxSimulator simulator, JsonObject session) throws Exception {
        JsonObject one = terminal(simulator);
        JsonObject two = terminal(simulator);
        try (SSLSocket first = open(simulator, "", one);
                SSLSocket second = open(simulator, "", two)) {
            StringBuilder seen = new StringBuilder();
            greet(first, one);
            greet(second, two);
            send(second, 2, "0:9:echo two\r");
            String expected = session.getJsonArray("frames").getJsonObject(0).getString("data");
            read(first, seen, expected.length());
            assertThat(seen.toString()).isEqualTo(expected);
        }
    }

    private static void greet(SSLSocket socket, JsonObject terminal) throws IOException {
        RawClient.read(socket.getInputStream());
        send(socket, 2, "root@pam!hub:" + terminal.getString("ticket") + "\n");
        read(socket, new StringBuilder(), "OK\u001b[H\u001b[J\u001b[?2004hbash-5.2# ".length());
    }

    private static JsonObject terminal(ProxmoxSimulator simulator) throws Exception {
        String path = "/api2/json/nodes/pve1/lxc/101/termproxy";
        return parsed(RawClient.ask(simulator.port(), "POST", path, token("root@pam!hub"), "")
                        .body())
                .getJsonObject("data");
    }

    private static SSLSocket open(ProxmoxSimulator simulator, String name, JsonObject terminal) throws Exception {
        String port = switch (name) {
            case "wrong port" -> "5999";
            case "port out of range" -> "6000";
            default -> terminal.getString("port");
        };
        String ticket = name.equals("wrong vncticket") ? "PVEVNC:0::x" : terminal.getString("ticket");
        Map<String, String> headers = new LinkedHashMap<>();
        if (!name.startsWith("no Authorization")) {
            headers.putAll(token(name.startsWith("token without") ? "hub@pve!noacl" : "root@pam!hub"));
        }
        headers.put("Upgrade", "websocket");
        headers.put("Connection", "Upgrade");
        headers.put("Sec-WebSocket-Version", "13");
        headers.put("Sec-WebSocket-Key", "AQIDBAUGBwgJCgsMDQ4PEA==");
        if (!name.equals("without subprotocol")) {
            headers.put("Sec-WebSocket-Protocol", "binary");
        }
        SSLSocket socket = RawClient.connect(simulator.port());
        String target = "/api2/json/nodes/pve1/lxc/101/vncwebsocket?port=" + port + "&vncticket="
                + URLEncoder.encode(ticket, StandardCharsets.UTF_8);
        socket.getOutputStream()
                .write(RawClient.request("GET", target, headers, "").getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static Map<String, String> token(String id) {
        return Map.of("Authorization", "PVEAPIToken=" + id + "=" + RecordedCluster.SECRET);
    }

    private static void send(SSLSocket socket, int opcode, String text) throws IOException {
        byte[] data = opcode == 8 ? new byte[] {3, -24} : text.getBytes(StandardCharsets.UTF_8);
        byte[] head = data.length < 126
                ? new byte[] {(byte) (0x80 | opcode), (byte) (0x80 | data.length), 0, 0, 0, 0}
                : new byte[] {
                    (byte) (0x80 | opcode), (byte) 254, (byte) (data.length >> 8), (byte) data.length, 0, 0, 0, 0
                };
        try {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(data);
            socket.getOutputStream().flush();
        } catch (IOException _) {
            // The server may have ended the connection already; what is read then says so.
        }
    }

    /** Reads frames until there is enough text, or the connection ends. */
    private static void read(SSLSocket socket, StringBuilder seen, int length) {
        try {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (seen.length() < length) {
                if (in.read() < 0) {
                    return;
                }
                int size = in.readUnsignedByte();
                seen.append(
                        new String(in.readNBytes(size == 126 ? in.readUnsignedShort() : size), StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // An end without a close frame.
        }
    }

    private static JsonObject parsed(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    private static JsonObject recorded() throws IOException {
        try (InputStream in = RecordedTerminalsTest.class.getResourceAsStream("terminal-golden.json.gz");
                JsonReader reader = Json.createReader(new GZIPInputStream(in))) {
            return reader.readObject();
        }
    }
}
