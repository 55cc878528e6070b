package dev.sessionhub.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/** Each rule is seen to fail on a planted violation. */
class RulesTest {

    private static final String PLANTED = "dev.sessionhub.architecture";

    private static final JavaClasses VIOLATIONS =
            new ClassFileImporter().importPackages(PLANTED + ".plantedone", PLANTED + ".plantedtwo");

    @Test
    void what_is_planted_is_no_part_of_the_product() {
        assertThat(Product.classesOf(PLANTED).contain(PLANTED + ".Rules")).isTrue();
        assertThat(Product.classesOf(PLANTED).contain(PLANTED + ".plantedone.First"))
                .isFalse();
    }

    @Test
    void a_cycle_is_found() {
        catches(Rules.NO_CYCLES, "architecture.plantedone", "architecture.plantedtwo");
        catches(Rules.noCyclesBetweenPartsOf(PLANTED), "plantedone", "plantedtwo");
    }

    @Test
    void a_library_too_many_is_found() {
        catches(Rules.needsOnly(PLANTED, "jakarta.."), "NeedsALibrary");
        catches(Rules.needsOnly(PLANTED, "org.assertj.."), "UsesPersistence");
    }

    @Test
    void a_use_of_something_out_of_bounds_is_found() {
        catches(
                Rules.usesNone(PLANTED, "jakarta.persistence..", "jakarta.transaction.."),
                "UsesPersistence",
                "OpensTransaction");
    }

    @Test
    void every_way_to_read_configuration_is_found() {
        catches(
                Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE,
                "ReadsConfiguration$Environment",
                "ReadsConfiguration$WholeEnvironment",
                "ReadsConfiguration$Property",
                "ReadsConfiguration$NumberProperty");
    }

    @Test
    void every_way_to_make_a_thread_is_found() {
        catches(
                Rules.THREADS_ARE_MADE_IN_ONE_PLACE,
                "MakesThreads$Plain",
                "MakesThreads$Virtual",
                "MakesThreads$Started",
                "MakesThreads$Pool",
                "MakesThreads$OwnPool",
                "MakesThreads$Common",
                "MakesThreads$Clock");
    }

    @Test
    void a_name_that_says_nothing_is_found() {
        catches(
                Rules.NAMES_SAY_SOMETHING,
                "SessionImpl",
                "SessionManager",
                "SessionHelper",
                "SessionUtil>",
                "SessionUtils",
                "SessionDTO",
                "SessionDto");
    }

    @Test
    void a_getter_of_a_record_is_found() {
        catches(Rules.RECORDS_HAVE_NO_GETTERS, "HasGetter.getName");
    }

    @Test
    void a_transaction_outside_a_store_is_found() {
        catches(Rules.TRANSACTIONAL_CLASSES_ARE_STORES, "OpensTransaction$Whole");
        catches(Rules.TRANSACTIONAL_METHODS_ARE_IN_STORES, "OpensTransaction.change");
    }

    private static void catches(ArchRule rule, String... violations) {
        EvaluationResult result = rule.evaluate(VIOLATIONS);
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(violations);
    }
}
