package dev.sessionhub.architecture.plantedone;

final class ReadsConfiguration {

    static final class Environment {
        String read() {
            return String.valueOf(System.getenv("HUB_DATA"));
        }
    }

    static final class WholeEnvironment {
        String read() {
            return String.valueOf(System.getenv());
        }
    }

    static final class Property {
        String read() {
            return System.getProperty("hub.data", "");
        }
    }

    static final class NumberProperty {
        int read() {
            return Integer.getInteger("hub.port", 0);
        }
    }
}
