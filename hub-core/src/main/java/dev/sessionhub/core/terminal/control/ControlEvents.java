package dev.sessionhub.core.terminal.control;

/** What tmux says in control mode, in its order. */
interface ControlEvents {

    /** A pane's program printed this; the array belongs to the receiver. */
    void output(int pane, byte[] data);

    /** An answer begins; {@code ours} if it is to a command of this client. */
    void replyBegan(boolean ours);

    /** One line of the answer; the array is only valid during the call. */
    void replyLine(byte[] data, int from, int to);

    /** The answer is complete; not {@code ok} means that its lines tell the error. */
    void replyEnded(boolean ok);

    /** Anything else that tmux announces, such as {@code %window-close}, with the percent sign. */
    void notice(String name, String text);
}
