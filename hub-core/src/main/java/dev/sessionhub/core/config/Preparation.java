package dev.sessionhub.core.config;

/** Whether the launcher has prepared the database before this application began, or nobody has. */
public final class Preparation {

    private Preparation() {}

    /** {@return whether the application is on its own, on an application server of somebody else's} */
    public static boolean isMissing() {
        return System.getProperty("hub.db.url") == null;
    }
}
