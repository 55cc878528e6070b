package dev.sessionhub.provider.local.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Every clause of the contract is broken once, and the contract's tests must fail and quote the clause. */
class BrokenProvidersTest {

    private static final Launcher LAUNCHER = LauncherFactory.create();
    private static final Map<String, String> CLAUSES = clauses();

    static Stream<Fault> faults() {
        return Stream.of(
                        LifecycleFaults.ALL,
                        ProgramFaults.ALL,
                        StreamFaults.ALL,
                        SurroundingsFaults.ALL,
                        CapabilityFaults.ALL)
                .flatMap(faults -> faults.stream());
    }

    @AfterEach
    void mend() {
        Suspect.FAULT.set(Fault.NONE);
    }

    @Test
    void every_clause_has_a_provider_that_breaks_it() {
        Set<String> broken = faults().map(Fault::clause).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).isEqualTo(new TreeSet<>(CLAUSES.keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void the_contract_sees_it_and_says_what_it_is(Fault fault) {
        Suspect.FAULT.set(fault);
        TestExecutionSummary summary = run(fault.clause());
        assertThat(summary.getTestsFailedCount())
                .as("the clause is broken and its test fails")
                .isEqualTo(1);
        assertThat(String.valueOf(summary.getFailures().getFirst().getException()))
                .as("the failure explains the clause")
                .contains(fault.says());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer.a_directory_comes_back_as_it_was",
                "Transfer.the_destination_becomes_equal",
                "Transfer.hostile_names_arrive_as_they_are",
                "Transfer.nothing_is_written_outside_the_destination",
                "Transfer.what_may_wait_takes_nothing_along_and_comes_later",
                "Transfer.progress_is_told",
                "Transfer.what_is_gone_is_refused"
            })
    void an_honest_transfer_passes(String clause) {
        Suspect.FAULT.set(new Fault(clause, "", good -> new Carrying(good, new CopyingTransfer(good))));
        TestExecutionSummary summary = run(clause);
        assertThat(summary.getFailures()).as(clause).isEmpty();
        assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    }

    private static TestExecutionSummary run(String clause) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LAUNCHER.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectUniqueId(String.valueOf(CLAUSES.get(clause))))
                        .build(),
                listener);
        return listener.getSummary();
    }

    private static Map<String, String> clauses() {
        TestPlan plan = LAUNCHER.discover(LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(Suspect.class))
                .build());
        Map<String, String> found = new LinkedHashMap<>();
        plan.getRoots()
                .forEach(root -> plan.getDescendants(root).stream()
                        .filter(TestIdentifier::isTest)
                        .forEach(test -> found.put(name(plan, test), test.getUniqueId())));
        return found;
    }

    private static String name(TestPlan plan, TestIdentifier test) {
        String group = plan.getParent(test).orElseThrow().getLegacyReportingName();
        String method = test.getLegacyReportingName().replace("()", "");
        return group.substring(group.lastIndexOf('$') + 1) + "." + method;
    }
}
