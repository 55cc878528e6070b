package dev.sessionhub.core.architecture;

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
            .withImportOption(location -> !location.contains("/spi/tck/"))
            .importPackages("dev.sessionhub.core", "dev.sessionhub.spi");

    private static final JavaClasses PLANTED = new ClassFileImporter()
            .importPackages(
                    "dev.sessionhub.core.plantedone",
                    "dev.sessionhub.core.plantedtwo",
                    "dev.sessionhub.spi.planted",
                    "dev.sessionhub.provider.planted");

    @Test
    void there_is_something_to_check() {
        assertThat(PRODUCT.contain("dev.sessionhub.core.plugin.Providers")).isTrue();
        assertThat(PRODUCT.contain("dev.sessionhub.spi.ProviderException")).isTrue();
        assertThat(PRODUCT.contain("dev.sessionhub.core.plantedone.First")).isFalse();
    }

    @Test
    void the_parts_of_the_core_form_no_cycle() {
        holds(Rules.NO_CYCLES_BETWEEN_PARTS);
        catches(Rules.NO_CYCLES_BETWEEN_PARTS, "plantedone", "plantedtwo");
    }

    @Test
    void no_packages_form_a_cycle() {
        holds(Rules.NO_CYCLES_BETWEEN_PACKAGES);
        catches(Rules.NO_CYCLES_BETWEEN_PACKAGES, "core.plantedone", "core.plantedtwo");
    }

    @Test
    void the_core_names_no_plug_in() {
        holds(Rules.NAMES_NO_PLUG_IN);
        catches(Rules.NAMES_NO_PLUG_IN, "NamesPlugin");
    }

    @Test
    void the_spi_needs_nothing_but_the_jdk() {
        holds(Rules.SPI_NEEDS_THE_JDK_ONLY);
        catches(Rules.SPI_NEEDS_THE_JDK_ONLY, "NeedsJakarta");
    }

    @Test
    void the_core_needs_nothing_but_the_spi_and_jakarta() {
        holds(Rules.CORE_NEEDS_THE_SPI_AND_JAKARTA_ONLY);
        catches(Rules.CORE_NEEDS_THE_SPI_AND_JAKARTA_ONLY, "NeedsALibrary");
    }

    @Test
    void configuration_is_read_in_one_place() {
        holds(Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE);
        catches(
                Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE,
                "ReadsConfiguration$Environment",
                "ReadsConfiguration$WholeEnvironment",
                "ReadsConfiguration$Property",
                "ReadsConfiguration$NumberProperty");
    }

    @Test
    void threads_are_made_in_one_place() {
        holds(Rules.THREADS_ARE_MADE_IN_ONE_PLACE);
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
    void names_say_something() {
        holds(Rules.NAMES_SAY_SOMETHING);
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
    void records_have_no_getters() {
        holds(Rules.RECORDS_HAVE_NO_GETTERS);
        catches(Rules.RECORDS_HAVE_NO_GETTERS, "HasGetter.getName");
    }

    @Test
    void transactions_are_in_stores() {
        holds(Rules.TRANSACTIONAL_CLASSES_ARE_STORES);
        catches(Rules.TRANSACTIONAL_CLASSES_ARE_STORES, "OpensTransaction$Whole");
        holds(Rules.TRANSACTIONAL_METHODS_ARE_IN_STORES);
        catches(Rules.TRANSACTIONAL_METHODS_ARE_IN_STORES, "OpensTransaction.change");
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
