package dev.sessionhub.web.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import org.junit.jupiter.api.Test;

/** Each rule holds, and is seen to fail on a planted violation: a rule that cannot fail proves nothing. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sessionhub.web");

    private static final JavaClasses PLANTED =
            new ClassFileImporter().importPackages("dev.sessionhub.web.plantedone", "dev.sessionhub.web.plantedtwo");

    @Test
    void there_is_something_to_check() {
        assertThat(PRODUCT.size()).isGreaterThan(10);
        assertThat(PRODUCT.contain("dev.sessionhub.web.plantedone.First")).isFalse();
    }

    @Test
    void no_packages_form_a_cycle() {
        holds(Rules.NO_CYCLES);
        catches(Rules.NO_CYCLES, "plantedone", "plantedtwo");
    }

    @Test
    void the_web_layer_needs_nothing_but_the_core_and_jakarta() {
        holds(Rules.NEEDS_THE_CORE_AND_JAKARTA_ONLY);
        catches(Rules.NEEDS_THE_CORE_AND_JAKARTA_ONLY, "NeedsALibrary");
    }

    @Test
    void the_web_layer_leaves_the_database_to_the_core() {
        holds(Rules.NO_PERSISTENCE);
        catches(Rules.NO_PERSISTENCE, "UsesPersistence", "OpensTransaction");
    }

    @Test
    void configuration_is_read_in_the_core() {
        holds(Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE);
        catches(Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE, "ReadsConfiguration$Environment");
    }

    @Test
    void threads_are_made_in_the_core() {
        holds(Rules.THREADS_ARE_MADE_IN_ONE_PLACE);
        catches(Rules.THREADS_ARE_MADE_IN_ONE_PLACE, "MakesThreads$Plain", "MakesThreads$Pool", "MakesThreads$Common");
    }

    @Test
    void names_say_something() {
        holds(Rules.NAMES_SAY_SOMETHING);
        catches(Rules.NAMES_SAY_SOMETHING, "SessionImpl", "SessionManager", "SessionDto");
    }

    @Test
    void records_have_no_getters() {
        holds(Rules.RECORDS_HAVE_NO_GETTERS);
        catches(Rules.RECORDS_HAVE_NO_GETTERS, "HasGetter.getName");
    }

    private static void holds(ArchRule rule) {
        rule.check(PRODUCT);
    }

    private static void catches(ArchRule rule, String... violations) {
        EvaluationResult result = rule.evaluate(PLANTED);
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(violations);
    }
}
