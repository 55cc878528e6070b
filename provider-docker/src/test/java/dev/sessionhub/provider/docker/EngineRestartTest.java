package dev.sessionhub.provider.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectNestedClass;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The one part of the contract that differs where the engine starts sessions again itself. */
class EngineRestartTest {

    /** Not found by the build: the rest of the contract is as without. */
    static class Contract extends DockerContractTest {
        @Override
        String restart() {
            return "engine";
        }
    }

    @BeforeAll
    static void requireEngine() {
        TestEngine.get();
    }

    @Test
    void what_ran_runs_again_without_a_hub() {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectNestedClass(
                                        List.of(Contract.class.getName()),
                                        "dev.sessionhub.spi.tck.container.ContainerProviderContract$Reboot"))
                                .build(),
                        listener);
        assertThat(listener.getSummary().getFailures())
                .extracting(failure -> failure.getException())
                .isEmpty();
        assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
    }
}
