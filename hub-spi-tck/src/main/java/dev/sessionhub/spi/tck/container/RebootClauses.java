package dev.sessionhub.spi.tck.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container.State;
import dev.sessionhub.spi.container.ContainerHandle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** After the machine that holds the environments was restarted. */
abstract class RebootClauses extends Clauses {

    private final ContainerProviderContract contract;

    RebootClauses(ContainerProviderContract contract) {
        super(contract);
        this.contract = contract;
    }

    @Test
    void what_ran_runs_again_or_is_stopped() {
        ContainerHandle created = bench().created();
        ContainerHandle running = bench().running();
        Assumptions.assumeTrue(contract.rebootHolder(), "left out: this test cannot restart the holding machine");
        if (has(Capability.PERSISTENT_AFTER_REBOOT)) {
            bench().await(
                            "PERSISTENT_AFTER_REBOOT: a running environment is running again",
                            () -> look(running).state() == State.RUNNING);
        } else {
            assertThat(look(running).state())
                    .as("after a restart of the holding machine nothing runs, and find says so")
                    .isEqualTo(State.STOPPED);
            provider().start(running);
        }
        assertThat(bench().sh(running, "echo again").out())
                .as("an environment can be used again after a restart of the holding machine")
                .isEqualTo("again\n");
        assertThat(look(created).state())
                .as("what never ran is not started by a restart")
                .isEqualTo(State.CREATED);
    }
}
