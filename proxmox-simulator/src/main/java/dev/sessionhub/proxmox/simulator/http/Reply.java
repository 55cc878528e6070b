package dev.sessionhub.proxmox.simulator.http;

import java.io.IOException;

/** How a request is answered. */
public sealed interface Reply {

    /** With an answer. */
    record Answered(Answer answer) implements Reply {}

    /** With a WebSocket; the conversation runs on the connection's thread. */
    record Upgraded(Conversation conversation) implements Reply {}

    /** Not at all: the connection ends. */
    record Dropped() implements Reply {}

    /** What happens on a WebSocket. */
    @FunctionalInterface
    interface Conversation {

        /**
         * Runs to its end; the connection is closed afterwards, without a close frame.
         *
         * @param socket the connection
         * @throws IOException if it breaks
         * @throws InterruptedException when the server closes
         */
        void run(WebSocket socket) throws IOException, InterruptedException;
    }
}
