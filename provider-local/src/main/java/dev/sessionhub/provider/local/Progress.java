package dev.sessionhub.provider.local;

import dev.sessionhub.spi.container.Container.State;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * How far an environment has come.
 *
 * @param state what it is doing, in the life of the machine named by {@code boot}
 * @param boot the life of the machine in which it was started; empty if never
 * @param startedAt when it was last started; empty if never
 */
record Progress(State state, String boot, Optional<Instant> startedAt) {

    static final Progress CREATED = new Progress(State.CREATED, "", Optional.empty());

    Progress started(String currentBoot, Instant now) {
        return new Progress(State.RUNNING, currentBoot, Optional.of(now));
    }

    Progress stopped() {
        return new Progress(State.STOPPED, boot, startedAt);
    }

    boolean endedWithTheMachine(String currentBoot) {
        return state == State.RUNNING && !boot.equals(currentBoot);
    }

    boolean isRunning(String currentBoot) {
        return state == State.RUNNING && boot.equals(currentBoot);
    }

    Properties toProperties() {
        Properties properties = new Properties();
        properties.setProperty("state", state.name());
        properties.setProperty("boot", boot);
        startedAt.ifPresent(instant -> properties.setProperty("startedAt", instant.toString()));
        return properties;
    }

    static Progress from(Properties properties) {
        return new Progress(
                State.valueOf(properties.getProperty("state", "")),
                properties.getProperty("boot", ""),
                Optional.ofNullable(properties.getProperty("startedAt")).map(Instant::parse));
    }
}
