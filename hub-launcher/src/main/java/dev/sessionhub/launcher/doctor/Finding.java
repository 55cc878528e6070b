package dev.sessionhub.launcher.doctor;

/**
 * What a look at one thing has shown.
 *
 * @param grade how bad it is
 * @param subject the thing
 * @param text what was found and, unless it is fine, what to do
 */
public record Finding(Grade grade, String subject, String text) {

    /** How bad. */
    public enum Grade {
        OK,
        WARN,
        FAIL
    }

    static Finding ok(String subject, String text) {
        return new Finding(Grade.OK, subject, text);
    }

    static Finding warn(String subject, String text) {
        return new Finding(Grade.WARN, subject, text);
    }

    static Finding fail(String subject, String text) {
        return new Finding(Grade.FAIL, subject, text);
    }

    /** One line. */
    public String line() {
        return "%-4s  %-9s %s".formatted(grade.name().toLowerCase(java.util.Locale.ROOT), subject, text);
    }
}
