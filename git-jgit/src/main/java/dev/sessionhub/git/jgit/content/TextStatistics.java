package dev.sessionhub.git.jgit.content;

/**
 * What git counts to tell text from other content.
 *
 * @param nul zero bytes
 * @param loneReturns carriage returns without a line feed after them
 * @param loneFeeds line feeds without a carriage return before them
 * @param pairs carriage returns with a line feed
 * @param printable bytes that occur in texts
 * @param other bytes that do not
 */
record TextStatistics(int nul, int loneReturns, int loneFeeds, int pairs, int printable, int other) {

    private static final int SUBSTITUTE = 032;

    static TextStatistics of(byte[] content) {
        int nul = 0;
        int loneReturns = 0;
        int loneFeeds = 0;
        int pairs = 0;
        int printable = 0;
        int other = 0;
        for (int i = 0; i < content.length; i++) {
            int c = content[i] & 0xff;
            if (c == '\r') {
                if (i + 1 < content.length && content[i + 1] == '\n') {
                    pairs++;
                    i++;
                } else {
                    loneReturns++;
                }
            } else if (c == '\n') {
                loneFeeds++;
            } else if (c == 127 || (c < 32 && c != '\b' && c != '\t' && c != 27 && c != '\f')) {
                other++;
                nul += c == 0 ? 1 : 0;
            } else {
                printable++;
            }
        }
        if (content.length > 0 && content[content.length - 1] == SUBSTITUTE) {
            other--;
        }
        return new TextStatistics(nul, loneReturns, loneFeeds, pairs, printable, other);
    }

    boolean looksBinary() {
        return loneReturns > 0 || nul > 0 || (printable >> 7) < other;
    }
}
