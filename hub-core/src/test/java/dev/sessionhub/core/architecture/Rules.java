package dev.sessionhub.core.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

final class Rules {

    private static final Set<String> OUTSIDE_READERS =
            Set.of("getenv", "getProperty", "getProperties", "getInteger", "getBoolean", "getLong");

    private static final Set<String> FACTORIES = Set.of("ofVirtual", "ofPlatform", "startVirtualThread");

    static final ArchRule NO_CYCLES_BETWEEN_PARTS =
            slices().matching("dev.sessionhub.core.(*)..").should().beFreeOfCycles();

    static final ArchRule NO_CYCLES_BETWEEN_PACKAGES =
            slices().matching("dev.sessionhub.(**)").should().beFreeOfCycles();

    static final ArchRule NAMES_NO_PLUG_IN = noClasses()
            .that()
            .resideInAPackage("dev.sessionhub.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sessionhub.provider..",
                    "dev.sessionhub.git..",
                    "org.eclipse.jgit..",
                    "com.github.dockerjava..");

    static final ArchRule SPI_NEEDS_THE_JDK_ONLY = classes()
            .that()
            .resideInAPackage("dev.sessionhub.spi..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "dev.sessionhub.spi.."));

    static final ArchRule CORE_NEEDS_THE_SPI_AND_JAKARTA_ONLY = classes()
            .that()
            .resideInAPackage("dev.sessionhub.core..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "org.jspecify..",
                    "org.mindrot.jbcrypt..",
                    "dev.sessionhub.spi..",
                    "dev.sessionhub.core.."));

    static final ArchRule CONFIGURATION_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sessionhub.core.config..")
            .should()
            .callMethodWhere(describe(
                    "the environment or a system property is read",
                    call -> owner(call, System.class, Integer.class, Long.class, Boolean.class)
                            && OUTSIDE_READERS.contains(call.getName())));

    static final ArchRule THREADS_ARE_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sessionhub.core.concurrent..")
            .should()
            .callCodeUnitWhere(describe("a thread is made", Rules::makesThread));

    static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|D[Tt][Oo])(\\$.*)?")
            .allowEmptyShould(true);

    static final ArchRule RECORDS_HAVE_NO_GETTERS = methods()
            .that(describe("no interface prescribes", method -> !isPrescribed(method)))
            .and()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .haveNameNotMatching("get[A-Z].*");

    static final ArchRule TRANSACTIONAL_CLASSES_ARE_STORES = noClasses()
            .that()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .beAnnotatedWith("jakarta.transaction.Transactional");

    static final ArchRule TRANSACTIONAL_METHODS_ARE_IN_STORES = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .beAnnotatedWith("jakarta.transaction.Transactional");

    private Rules() {}

    private static boolean isPrescribed(JavaMethod method) {
        return method.getOwner().getAllRawInterfaces().stream()
                .flatMap(prescribing -> prescribing.getMethods().stream())
                .anyMatch(prescribed -> prescribed.getName().equals(method.getName()));
    }

    private static boolean makesThread(JavaAccess<?> call) {
        String name = call.getName();
        boolean constructor = name.equals("<init>")
                && (owner(call, Timer.class)
                        || call.getTargetOwner().isAssignableTo(Thread.class)
                        || call.getTargetOwner().isAssignableTo(ExecutorService.class));
        boolean factory = owner(call, Executors.class) || (owner(call, Thread.class) && FACTORIES.contains(name));
        boolean common = owner(call, CompletableFuture.class) && name.endsWith("Async");
        return constructor || factory || common;
    }

    private static boolean owner(JavaAccess<?> call, Class<?>... owners) {
        return List.of(owners).stream().anyMatch(owner -> call.getTargetOwner().isEquivalentTo(owner));
    }
}
