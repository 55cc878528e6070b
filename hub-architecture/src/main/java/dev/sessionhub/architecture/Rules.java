package dev.sessionhub.architecture;

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

/** What every layer keeps, as it is or with the layer as its parameter. */
public final class Rules {

    private static final Set<String> OUTSIDE_READERS =
            Set.of("getenv", "getProperty", "getProperties", "getInteger", "getBoolean", "getLong");

    private static final Set<String> FACTORIES = Set.of("ofVirtual", "ofPlatform", "startVirtualThread");

    /** No packages form a cycle. */
    public static final ArchRule NO_CYCLES =
            slices().matching("dev.sessionhub.(**)").should().beFreeOfCycles();

    /** The environment and system properties are read in {@code core.config} only. */
    public static final ArchRule CONFIGURATION_IS_READ_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sessionhub.core.config..")
            .should()
            .callMethodWhere(describe(
                    "the environment or a system property is read",
                    call -> owner(call, System.class, Integer.class, Long.class, Boolean.class)
                            && OUTSIDE_READERS.contains(call.getName())));

    /** Threads and pools are made in {@code core.concurrent} only. */
    public static final ArchRule THREADS_ARE_MADE_IN_ONE_PLACE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sessionhub.core.concurrent..")
            .should()
            .callCodeUnitWhere(describe("a thread is made", Rules::makesThread));

    /** No name ends in a word that says nothing. */
    public static final ArchRule NAMES_SAY_SOMETHING = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Manager|Helper|Utils?|D[Tt][Oo])(\\$.*)?")
            .allowEmptyShould(true);

    /** Accessors have no {@code get}. */
    public static final ArchRule RECORDS_HAVE_NO_GETTERS = methods()
            .that(describe("no interface prescribes", method -> !isPrescribed(method)))
            .and()
            .areDeclaredInClassesThat()
            .areRecords()
            .should()
            .haveNameNotMatching("get[A-Z].*");

    /** Only stores open transactions: as a whole, */
    public static final ArchRule TRANSACTIONAL_CLASSES_ARE_STORES = noClasses()
            .that()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .beAnnotatedWith("jakarta.transaction.Transactional");

    /** or by a method. */
    public static final ArchRule TRANSACTIONAL_METHODS_ARE_IN_STORES = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .haveNameNotMatching(".*Store(\\$.*)?")
            .should()
            .beAnnotatedWith("jakarta.transaction.Transactional");

    private Rules() {}

    /**
     * The parts of a layer, with all that is in them, form no cycle.
     *
     * @param layer a package
     * @return the rule
     */
    public static ArchRule noCyclesBetweenPartsOf(String layer) {
        return slices().matching(layer + ".(*)..").should().beFreeOfCycles();
    }

    /**
     * A layer needs nothing but itself, the JDK, JSpecify, and what it names.
     *
     * @param layer a package
     * @param others packages, with {@code ..} for all below
     * @return the rule
     */
    public static ArchRule needsOnly(String layer, String... others) {
        return classes()
                .that()
                .resideInAPackage(layer + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", layer + "..")
                        .or(resideInAnyPackage(others)));
    }

    /**
     * A layer stays away from something.
     *
     * @param layer a package
     * @param others packages, with {@code ..} for all below
     * @return the rule
     */
    public static ArchRule usesNone(String layer, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(layer + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others);
    }

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
