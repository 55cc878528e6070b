package dev.sessionhub.web.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.sessionhub.architecture.Product;
import dev.sessionhub.architecture.Rules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String WEB = "dev.sessionhub.web";

    private static final JavaClasses PRODUCT = Product.classesOf(WEB);

    @Test
    void there_is_something_to_check() {
        assertThat(PRODUCT.size()).isGreaterThan(10);
        assertThat(PRODUCT.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void no_packages_form_a_cycle() {
        Rules.NO_CYCLES.check(PRODUCT);
    }

    @Test
    void the_web_layer_needs_nothing_but_the_core_and_jakarta() {
        Rules.needsOnly(
                        WEB,
                        "javax..",
                        "jakarta..",
                        "org.eclipse.microprofile..",
                        "dev.sessionhub.spi..",
                        "dev.sessionhub.core..")
                .check(PRODUCT);
    }

    @Test
    void the_web_layer_leaves_the_database_to_the_core() {
        Rules.usesNone(WEB, "jakarta.persistence..", "jakarta.transaction..").check(PRODUCT);
    }

    @Test
    void configuration_is_read_in_the_core() {
        Rules.CONFIGURATION_IS_READ_IN_ONE_PLACE.check(PRODUCT);
    }

    @Test
    void threads_are_made_in_the_core() {
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
}
