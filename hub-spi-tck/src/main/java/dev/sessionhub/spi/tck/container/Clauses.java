package dev.sessionhub.spi.tck.container;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.Container;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clauses of the contract on one subject; each test gets a workbench of its own. */
@ExtendWith(Refusals.class)
abstract class Clauses {

    /** Names of files that are options, patterns, separators or commands to somebody. */
    static final List<String> HOSTILE_NAMES = List.of(
            "a b",
            "-rf",
            "--help",
            "it's",
            "\"quoted\"",
            "$(touch hacked)",
            "semi;colon",
            "co:lon",
            "com,ma",
            "*",
            "é漢😀",
            "back\\slash");

    private final ContainerProviderContract contract;
    private Optional<Workbench> bench = Optional.empty();

    Clauses(ContainerProviderContract contract) {
        this.contract = contract;
    }

    @BeforeEach
    void setUpTheWorkbench() {
        bench = Optional.of(new Workbench(contract));
    }

    @AfterEach
    void clearTheWorkbench() {
        bench.ifPresent(Workbench::close);
    }

    Workbench bench() {
        return bench.orElseThrow();
    }

    ContainerProvider provider() {
        return bench().provider();
    }

    boolean has(Capability capability) {
        return provider().capabilities().contains(capability);
    }

    /** The state of an environment that must exist. */
    Container look(ContainerHandle handle) {
        return provider()
                .find(handle)
                .orElseThrow(() -> new AssertionError("find: empty only if it certainly does not exist: " + handle));
    }

    void assertRefused(String clause, Code code, ThrowingCallable call) {
        assertRefused(clause, List.of(code), call);
    }

    void assertRefused(String clause, List<Code> codes, ThrowingCallable call) {
        Throwable thrown = Assertions.catchThrowable(call);
        Assertions.assertThat(thrown)
                .withFailMessage("[%s] expected a ProviderException with %s, but nothing was thrown", clause, codes)
                .isNotNull();
        Assertions.assertThat(thrown)
                .as(clause + " (only ProviderException leaves a plug-in)")
                .isInstanceOfSatisfying(ProviderException.class, refusal -> {
                    Assertions.assertThat(codes)
                            .as("%s, but it said: %s", clause, refusal.getMessage())
                            .contains(refusal.code());
                    Assertions.assertThat(refusal.getMessage())
                            .as(clause + ": a message says what failed, on which thing, and what to do")
                            .isNotBlank();
                });
    }
}
