package dev.sessionhub.core.config;

/** Whether the launcher has prepared the database before the application began. */
public final class Preparation {

    private Preparation() {}

    /** {@return whether the application is on an application server of somebody else's} */
    public static boolean isMissing() {
        return System.getProperty("hub.db.url") == null;
    }
}
