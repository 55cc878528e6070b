package dev.sessionhub.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** The classes that rules are about: what is shipped. */
public final class Product {

    private Product() {}

    /**
     * Reads the product's classes from the class path.
     *
     * @param packages of which layers
     * @return without tests and the contract tests
     */
    public static JavaClasses classesOf(String... packages) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/spi/tck/"))
                .importPackages(packages);
    }
}
