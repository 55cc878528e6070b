package dev.sessionhub.git.jgit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Every clause of the contract is broken once, and the contract's tests must fail and say what it is. */
class BrokenBackendsTest {

    private static final Launcher LAUNCHER = LauncherFactory.create();
    private static final Map<String, String> CLAUSES = clauses();

    static Stream<Fault> faults() {
        return Stream.of(
                        RepositoryFaults.ALL,
                        RemoteFaults.ALL,
                        WorktreeFaults.ALL,
                        StatusFaults.ALL,
                        BundleFaults.ALL,
                        IsolationFaults.ALL)
                .flatMap(faults -> faults.stream());
    }

    @AfterEach
    void mend() {
        Suspects.FAULT.set(Optional.empty());
    }

    @Test
    void every_clause_has_a_back_end_that_breaks_it() {
        Set<String> broken = faults().map(Fault::clause).collect(Collectors.toCollection(TreeSet::new));
        assertThat(broken).isEqualTo(new TreeSet<>(CLAUSES.keySet()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void the_contract_sees_it_and_says_what_it_is(Fault fault) {
        Suspects.FAULT.set(Optional.of(fault));
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LAUNCHER.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(selectUniqueId(String.valueOf(CLAUSES.get(fault.clause()))))
                        .build(),
                listener);
        List<TestExecutionSummary.Failure> failures = listener.getSummary().getFailures();
        assertThat(failures).as("the clause is broken and its test fails").isNotEmpty();
        assertThat(String.valueOf(failures.getFirst().getException()))
                .as("the failure says what is wrong")
                .contains(fault.says());
    }

    private static Map<String, String> clauses() {
        Map<String, String> found = new LinkedHashMap<>();
        for (Class<?> group : Suspects.ALL) {
            TestPlan plan = LAUNCHER.discover(LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(group))
                    .build());
            plan.getRoots()
                    .forEach(root -> plan.getDescendants(root).stream()
                            .filter(test -> test.getSource().orElse(null)
                                    instanceof org.junit.platform.engine.support.descriptor.MethodSource)
                            .forEach(test -> found.put(group.getSimpleName() + "." + name(test), test.getUniqueId())));
        }
        return found;
    }

    private static String name(TestIdentifier test) {
        return test.getLegacyReportingName().replaceAll("[(\\[].*", "");
    }
}
