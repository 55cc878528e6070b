package dev.sessionhub.core.account;

import dev.sessionhub.spi.Secret;
import java.util.Objects;

/**
 * A token cut in two, each half as hard to guess as a whole one. A browser sends its cookies to every port of a host, to
 * whatever listens there; it therefore gets one half as a cookie, and its page keeps the other, which no other port can read.
 *
 * @param cookie what the browser adds by itself
 * @param page what the page adds
 */
public record TokenHalves(Secret cookie, Secret page) {

    private static final char BETWEEN = '.';

    /** Checks that both are there. */
    public TokenHalves {
        Objects.requireNonNull(cookie, "cookie");
        Objects.requireNonNull(page, "page");
    }

    static TokenHalves next() {
        return new TokenHalves(Secret.of(RandomText.next()), Secret.of(RandomText.next()));
    }

    /** Cuts a token that the hub has made. */
    public static TokenHalves of(Secret token) {
        String text = token.reveal();
        int cut = text.indexOf(BETWEEN);
        return new TokenHalves(Secret.of(text.substring(0, cut)), Secret.of(text.substring(cut + 1)));
    }

    /** The token that the halves are of. */
    public String whole() {
        return cookie.reveal() + BETWEEN + page.reveal();
    }
}
