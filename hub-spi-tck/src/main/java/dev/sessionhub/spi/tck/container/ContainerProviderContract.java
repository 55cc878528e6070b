package dev.sessionhub.spi.tck.container;

import dev.sessionhub.spi.container.ContainerProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * What every container provider does. To be extended by a provider's test; needs a system behind the provider that can
 * really be used.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
public abstract class ContainerProviderContract {

    /** For a subclass. */
    protected ContainerProviderContract() {}

    /**
     * A new instance. Called several times in a test: instances with the same hub id are one hub before and after a
     * restart and share name, settings and state directory; those with another are another hub on the same system.
     *
     * @param hubId the hub's identity
     * @return a new instance, closed by the contract
     */
    protected abstract ContainerProvider open(String hubId);

    /**
     * A new, empty directory that an environment can use as its workspace.
     *
     * @return absolute and normalised
     */
    protected abstract Path newWorkspace();

    /**
     * How long the system behind the provider may take for one step before the contract counts it as hanging.
     *
     * @return thirty seconds unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(30);
    }

    /**
     * Restarts the machine that holds the environments, or does what looks the same to the provider.
     *
     * @return whether that was done; false unless overridden, and then the clauses on restarts are left out
     */
    protected boolean rebootHolder() {
        return false;
    }

    @Nested
    class Lifecycle extends LifecycleClauses {
        Lifecycle() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Recovery extends RecoveryClauses {
        Recovery() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Creation extends CreationClauses {
        Creation() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Exec extends ExecClauses {
        Exec() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Streams extends StreamClauses {
        Streams() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Endings extends EndingClauses {
        Endings() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Surroundings extends SurroundingsClauses {
        Surroundings() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Tmux extends TmuxClauses {
        Tmux() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Names extends NameClauses {
        Names() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Transfer extends TransferClauses {
        Transfer() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Reboot extends RebootClauses {
        Reboot() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Capabilities extends CapabilityClauses {
        Capabilities() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyClauses {
        Concurrency() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Interruption extends InterruptionClauses {
        Interruption() {
            super(ContainerProviderContract.this);
        }
    }

    @Nested
    class Household extends HouseholdClauses {
        Household() {
            super(ContainerProviderContract.this);
        }
    }
}
