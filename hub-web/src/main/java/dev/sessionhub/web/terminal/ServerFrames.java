package dev.sessionhub.web.terminal;

import dev.sessionhub.web.problem.Problem;
import java.util.Optional;

/** Writes text frames. */
final class ServerFrames {

    static final String PONG = "{\"type\":\"pong\"}";

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private ServerFrames() {}

    static String attached(String session, Optional<String> window, int columns, int rows, String mode, int viewers) {
        StringBuilder json = new StringBuilder(session.length() + 160)
                .append("{\"type\":\"session:attached\",\"session\":")
                .append(session);
        window.ifPresent(name -> quoted(json.append(",\"window\":"), name));
        return size(json, columns, rows)
                .append(",\"mode\":\"")
                .append(mode)
                .append("\",\"viewers\":")
                .append(viewers)
                .append('}')
                .toString();
    }

    static String buffer(String data, int columns, int rows) {
        StringBuilder json =
                new StringBuilder(data.length() + data.length() / 8 + 80).append("{\"type\":\"terminal:buffer\"");
        return quoted(size(json, columns, rows).append(",\"data\":"), data)
                .append('}')
                .toString();
    }

    static String output(String data) {
        StringBuilder json = new StringBuilder(data.length() + data.length() / 8 + 40)
                .append("{\"type\":\"terminal:output\",\"data\":");
        return quoted(json, data).append('}').toString();
    }

    static String resized(int columns, int rows) {
        return size(new StringBuilder("{\"type\":\"terminal:resized\""), columns, rows)
                .append('}')
                .toString();
    }

    static String end(Optional<Integer> exitCode, String reason) {
        StringBuilder json = new StringBuilder("{\"type\":\"terminal:end\"");
        exitCode.ifPresent(code -> json.append(",\"exitCode\":").append(code.intValue()));
        return quoted(json.append(",\"reason\":"), reason).append('}').toString();
    }

    static String state(String state, String agent) {
        return "{\"type\":\"session:state\",\"state\":\"" + state + "\",\"agent\":" + agent + "}";
    }

    static String error(Problem problem) {
        StringBuilder json = new StringBuilder("{\"type\":\"error\",\"code\":\"")
                .append(problem.code().name())
                .append("\",\"message\":");
        return quoted(json, problem.detail()).append('}').toString();
    }

    private static StringBuilder size(StringBuilder json, int columns, int rows) {
        return json.append(",\"columns\":").append(columns).append(",\"rows\":").append(rows);
    }

    /** A lone surrogate is no character and would break the frame: it becomes U+FFFD. */
    static StringBuilder quoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 15]);
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                json.append(c).append(text.charAt(++i));
            } else {
                json.append(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return json.append('"');
    }
}
