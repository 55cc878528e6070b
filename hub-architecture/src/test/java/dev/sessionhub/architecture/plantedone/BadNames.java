package dev.sessionhub.architecture.plantedone;

final class BadNames {

    static final class SessionImpl {}

    static final class SessionManager {}

    static final class SessionHelper {}

    static final class SessionUtil {}

    static final class SessionUtils {}

    static final class SessionDTO {}

    static final class SessionDto {}
}
