package dev.sessionhub.core.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.sessionhub.architecture.Product;
import dev.sessionhub.architecture.Rules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String CORE = "dev.sessionhub.core";
    private static final String SPI = "dev.sessionhub.spi";

    private static final JavaClasses PRODUCT = Product.classesOf(CORE, SPI);

    @Test
    void there_is_something_to_check() {
        assertThat(PRODUCT.contain("dev.sessionhub.core.plugin.Providers")).isTrue();
        assertThat(PRODUCT.contain("dev.sessionhub.spi.ProviderException")).isTrue();
        assertThat(PRODUCT.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void the_parts_of_the_core_form_no_cycle() {
        Rules.noCyclesBetweenPartsOf(CORE).check(PRODUCT);
    }

    @Test
    void no_packages_form_a_cycle() {
        Rules.NO_CYCLES.check(PRODUCT);
    }

    @Test
    void the_core_names_no_plug_in() {
        Rules.usesNone(
                        CORE,
                        "dev.sessionhub.provider..",
                        "dev.sessionhub.git..",
                        "org.eclipse.jgit..",
                        "com.github.dockerjava..")
                .check(PRODUCT);
    }

    @Test
    void the_spi_needs_nothing_but_the_jdk() {
        Rules.needsOnly(SPI).check(PRODUCT);
    }

    @Test
    void the_core_needs_nothing_but_the_spi_and_jakarta() {
        Rules.needsOnly(
                        CORE,
                        "javax..",
                        "jakarta..",
                        "org.eclipse.microprofile..",
                        "org.mindrot.jbcrypt..",
                        "org.flywaydb.core..",
                        "dev.sessionhub.spi..")
                .check(PRODUCT);
    }

    @Test
    void configuration_is_read_in_one_place() {
        Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE.check(PRODUCT);
    }

    @Test
    void threads_are_made_in_one_place() {
        Rules.THREADS_ARE_MADE_IN_ONE_PLACE.check(PRODUCT);
    }

    @Test
    void names_say_something() {
        Rules.NAMES_SAY_SOMETHING.check(PRODUCT);
    }

    @Test
    void records_have_no_getters() {
        Rules.RECORDS_HAVE_NO_GETTERS.check(PRODUCT);
    }

    @Test
    void transactions_are_in_stores() {
        Rules.TRANSACTIONAL_CLASSES_ARE_STORES.check(PRODUCT);
        Rules.TRANSACTIONAL_METHODS_ARE_IN_STORES.check(PRODUCT);
    }
}
