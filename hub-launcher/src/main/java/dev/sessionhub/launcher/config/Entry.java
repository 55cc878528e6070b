package dev.sessionhub.launcher.config;

/**
 * One value as somebody wrote it.
 *
 * @param key the key of the configuration
 * @param origin where it was said, in the words of who said it: {@code DATABASE_URL in .env}
 * @param value the text
 */
record Entry(String key, String origin, String value) {

    @Override
    public String toString() {
        return origin;
    }
}
