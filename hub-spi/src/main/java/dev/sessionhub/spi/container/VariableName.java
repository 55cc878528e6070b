package dev.sessionhub.spi.container;

/** What an environment variable may look like. */
final class VariableName {

    private VariableName() {}

    static void check(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new IllegalArgumentException("variable name must match [A-Za-z_][A-Za-z0-9_]*: \"" + name + "\"");
        }
        if (name.startsWith("SESSION_HUB_")) {
            throw new IllegalArgumentException(
                    "variable names with SESSION_HUB_ belong to providers: \"" + name + "\"");
        }
    }

    static void checkValue(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a variable's value must not contain a NUL character");
        }
    }
}
