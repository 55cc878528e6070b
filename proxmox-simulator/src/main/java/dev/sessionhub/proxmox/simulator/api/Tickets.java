package dev.sessionhub.proxmox.simulator.api;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed words that say who somebody is, for a time. */
final class Tickets {

    private static final long LIFETIME = 7200;
    private static final int SIGNATURE = 256;

    private final byte[] key = new byte[32];
    private final Clock clock;

    Tickets(Clock clock) {
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    String ticket(String user) {
        return signed("PVE:" + user + ":" + time());
    }

    String csrf(String user) {
        String time = time();
        return time + ":" + sign(time + user, 32);
    }

    /** Whom a ticket is of; empty if it is none or too old. */
    Optional<String> user(String ticket) {
        String[] parts = ticket.split(":", -1);
        boolean ours = parts.length == 5 && parts[0].equals("PVE") && isGenuine(ticket) && isFresh(parts[2], LIFETIME);
        return ours ? Optional.of(parts[1]) : Optional.empty();
    }

    boolean isCsrf(String user, String token) {
        int colon = token.indexOf(':');
        return colon > 0
                && token.equals(token.substring(0, colon) + ":" + sign(token.substring(0, colon) + user, 32))
                && isFresh(token.substring(0, colon), LIFETIME);
    }

    /** A ticket for one terminal. */
    String terminal(String user, String path, int port) {
        return signed("PVEVNC:" + time(), user + path + port);
    }

    boolean isTerminal(String ticket, String user, String path, int port, long lifetime) {
        String[] parts = ticket.split(":", -1);
        return parts.length == 4
                && parts[0].equals("PVEVNC")
                && ticket.equals(signed(parts[0] + ":" + parts[1], user + path + port))
                && isFresh(parts[1], lifetime);
    }

    private boolean isGenuine(String ticket) {
        int end = ticket.indexOf("::");
        return end > 0 && ticket.equals(signed(ticket.substring(0, end)));
    }

    private boolean isFresh(String time, long lifetime) {
        long age = clock.instant().getEpochSecond() - HexFormat.fromHexDigitsToLong(time);
        return age >= -300 && age < lifetime;
    }

    private String signed(String text) {
        return signed(text, "");
    }

    private String signed(String text, String bound) {
        return text + "::" + sign(text + bound, SIGNATURE);
    }

    private String time() {
        return "%08X".formatted(clock.instant().getEpochSecond());
    }

    private String sign(String text, int length) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] first = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] signature = Arrays.copyOf(first, length);
            for (int at = first.length; at < length; at += first.length) {
                first = MessageDigest.getInstance("SHA-256").digest(first);
                System.arraycopy(first, 0, signature, at, first.length);
            }
            Base64.Encoder encoder = Base64.getEncoder();
            return (length == SIGNATURE ? encoder : encoder.withoutPadding()).encodeToString(signature);
        } catch (NoSuchAlgorithmException | InvalidKeyException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
