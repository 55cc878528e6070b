package dev.sessionhub.messages;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Runs the server until the process is ended: {@code [--address ADDRESS] [--port PORT]}. Prints where it is. */
public final class Main {

    private Main() {}

    /**
     * Starts it.
     *
     * @param arguments see above
     * @throws IOException if it cannot listen
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = List.of(arguments);
        String address = after(words, "--address", "127.0.0.1");
        int port = Integer.parseInt(after(words, "--port", "0"));
        MessagesApi api = MessagesApi.start(new InetSocketAddress(address, port));
        System.out.println(api.url());
    }

    private static String after(List<String> words, String option, String fallback) {
        int at = words.indexOf(option);
        return at >= 0 && at + 1 < words.size() ? words.get(at + 1) : fallback;
    }
}
