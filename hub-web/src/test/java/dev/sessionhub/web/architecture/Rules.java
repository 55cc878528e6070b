package dev.sessionhub.web.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

    static final ArchRule NO_CYCLES =
            slices().matching("dev.sessionhub.web.(**)").should().beFreeOfCycles();

    static final ArchRule NEEDS_THE_CORE_AND_JAKARTA_ONLY = classes()
            .that()
            .resideInAPackage("dev.sessionhub.web..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "javax..",
                    "jakarta..",
                    "org.eclipse.microprofile..",
                    "org.jspecify..",
                    "dev.sessionhub.spi..",
                    "dev.sessionhub.core..",
                    "dev.sessionhub.web.."));

    static final ArchRule NO_PERSISTENCE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.persistence..", "jakarta.transaction..");

    static final ArchRule CONFIGURATION_IS_READ_IN_ONE_PLACE = noClasses()
            .should()
            .callMethodWhere(describe(
                    "the environment or a system property is read",
                    call -> owner(call, System.class, Integer.class, Long.class, Boolean.class)
                            && OUTSIDE_READERS.contains(call.getName())));

    static final ArchRule THREADS_ARE_MADE_IN_ONE_PLACE =
            noClasses().should().callCodeUnitWhere(describe("a thread is made", Rules::makesThread));

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
