package dev.sessionhub.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.sessionhub.core.plugin.health.ProviderStatus.Verdict;
import dev.sessionhub.core.plugin.loading.Plugins;
import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ContainerProviderFactory;
import dev.sessionhub.spi.container.ContainerSpec;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.container.ExecSpec;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers made from real plug-in jars that behave as their settings say. */
class ProvidersTest {

    private static final ContainerHandle HANDLE = new ContainerHandle("odd", "one");

    @TempDir
    Path scratch;

    private final TestClock clock = new TestClock();
    private final List<Providers> opened = new ArrayList<>();
    private PluginJars jars;

    @BeforeEach
    void buildTwoPlugins() throws IOException {
        jars = new PluginJars(Files.createDirectory(scratch.resolve("plugins")));
        jars.scripted("scripted", "scripted");
        jars.scripted("another", "another");
    }

    @AfterEach
    void close() throws IOException {
        Files.createDirectories(state("odd"));
        Files.writeString(state("odd").resolve("healed"), "");
        opened.forEach(Providers::close);
    }

    @Test
    void configured_instances_are_there() {
        Providers providers = open(Map.of());
        assertThat(providers.names()).containsExactly("odd", "good");
        assertThat(providers.defaultName()).isEqualTo("good");
        assertThat(providers.provider("good").capabilities()).containsExactly(Capability.HOST_FILES);
        assertThat(providers.provider("good").list()).isEmpty();
        Patience.until("health", () -> verdict(providers, "good") == Verdict.UP);
        assertThat(providers.descriptors())
                .extracting(ProviderDescriptor::name, ProviderDescriptor::type, ProviderDescriptor::isDefault)
                .containsExactly(tuple("odd", "scripted", false), tuple("good", "another", true));
    }

    @Test
    void rubbish_is_a_fault_of_the_plug_in() {
        assertRefused(
                Code.INTERNAL,
                "another instance",
                () -> open(Map.of("create", "rubbish")).provider("odd").create(spec()));
        assertRefused(
                Code.INTERNAL,
                "a fault of its plug-in",
                () -> open(Map.of("list", "rubbish")).provider("odd").list());
    }

    @Test
    void a_plug_in_that_leaks_threads_is_named() {
        Providers providers = open(Map.of("health", "threads"));
        Patience.until("the leak is seen", () -> verdict(providers, "odd") == Verdict.DEGRADED);
        assertThat(providers.descriptors().getFirst().health().summary()).contains("leaks threads");
        assertThat(providers.provider("good").list()).isEmpty();
    }

    @Test
    void an_unknown_name_is_refused_with_the_known_ones() {
        assertRefused(Code.NOT_FOUND, "[odd, good]", () -> open(Map.of()).provider("other"));
    }

    @Test
    void a_missing_type_is_named_and_the_others_go_on() {
        Providers providers = open(new ProviderSettings("odd", "missing", Map.of()));
        assertRefused(Code.UNAVAILABLE, "\"missing\"", () -> providers.provider("odd"));
        assertThat(providers.descriptors().getFirst().health().summary()).contains("\"missing\"");
        assertThat(providers.provider("good").list()).isEmpty();
    }

    @Test
    void an_instance_that_cannot_be_made_is_named() {
        for (String fault : List.of("throw", "error", "null", "hang")) {
            Providers providers = open(Map.of("factory", fault));
            assertRefused(Code.UNAVAILABLE, "odd", () -> providers.provider("odd"));
            assertThat(verdict(providers, "odd")).isEqualTo(Verdict.DOWN);
            assertThat(providers.provider("good").list()).isEmpty();
        }
    }

    @Test
    void whatever_is_thrown_or_null_becomes_a_named_failure() {
        ContainerProvider odd = open(Map.of("list", "throw", "find", "null", "exec", "null-stream", "start", "error"))
                .provider("odd");
        assertRefused(Code.INTERNAL, "\"odd\": list failed with java.lang.IllegalStateException", odd::list);
        assertRefused(Code.INTERNAL, "\"odd\": find answered null", () -> odd.find(HANDLE));
        odd.stop(HANDLE, Duration.ZERO);
        assertRefused(Code.INTERNAL, "exec.stdin answered null", () -> odd.exec(HANDLE, ExecSpec.of("true")));
        assertRefused(Code.INTERNAL, "StackOverflowError", () -> odd.start(HANDLE));
    }

    @Test
    void a_fair_refusal_passes_unchanged() {
        ContainerProvider odd = open(Map.of("list", "refuse")).provider("odd");
        assertRefused(Code.NOT_FOUND, "not there", odd::list);
    }

    @Test
    void a_call_that_hangs_ends_at_its_deadline_and_hurts_nobody_else() {
        Providers providers = open(Map.of("list", "hang"));
        assertRefused(
                Code.TIMEOUT,
                "did not answer within",
                () -> providers.provider("odd").list());
        assertThat(providers.provider("good").list()).isEmpty();
    }

    @Test
    void calls_that_never_come_back_use_up_their_slots_and_no_more() {
        ContainerProvider odd = open(Map.of("start", "hang")).provider("odd");
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            calls.add(CompletableFuture.runAsync(
                    () -> odd.start(HANDLE), task -> Thread.ofPlatform().start(task)));
        }
        Patience.until("four calls hang", () -> count("start") == 4);
        assertRefused(Code.LIMIT_EXCEEDED, "too many calls", odd::list);
        assertThat(count("list")).isZero();
        calls.forEach(call -> assertThatThrownBy(call::join).hasCauseInstanceOf(ProviderException.class));
    }

    @Test
    void an_instance_that_keeps_failing_is_left_alone_and_comes_back_when_it_is_well() throws IOException {
        Providers providers = open(Map.of("list", "unavailable"));
        CountDownLatch returned = new CountDownLatch(1);
        providers.onReturn(returned::countDown);
        ContainerProvider odd = providers.provider("odd");
        for (int i = 0; i < 3; i++) {
            assertRefused(Code.UNAVAILABLE, "the engine is away", odd::list);
        }
        assertRefused(Code.UNAVAILABLE, "in quarantine until", odd::list);
        assertThat(count("list")).as("not called in quarantine").isEqualTo(3);
        assertThat(verdict(providers, "odd")).isEqualTo(Verdict.DOWN);
        assertThat(providers.descriptors().getFirst().health().summary())
                .contains("in quarantine", "the engine is away");
        assertThat(verdict(providers, "good")).isNotEqualTo(Verdict.DOWN);

        Files.writeString(state("odd").resolve("healed"), "");
        clock.advance(Duration.ofMinutes(2));
        Patience.until("its way back", () -> verdict(providers, "odd") == Verdict.UP);
        Patience.until("somebody is told", () -> returned.getCount() == 0);
        assertThat(odd.list()).isEmpty();
    }

    @Test
    void an_unwell_instance_stays_in_quarantine() {
        Providers providers = open(Map.of("list", "unavailable", "health", "throw"));
        ContainerProvider odd = providers.provider("odd");
        for (int i = 0; i < 3; i++) {
            assertRefused(Code.UNAVAILABLE, "the engine is away", odd::list);
        }
        clock.advance(Duration.ofMinutes(2));
        Patience.until("the check that decides", () -> summary(providers).contains("its health check says"));
        assertRefused(Code.UNAVAILABLE, "in quarantine", odd::list);
    }

    @Test
    void health_never_waits_and_names_what_is_wrong_with_the_check() {
        Providers providers = open(Map.of("health", "null"));
        Patience.until("a verdict", () -> verdict(providers, "odd") == Verdict.DOWN);
        assertThat(summary(providers)).contains("health answered null");

        Providers hanging = open(Map.of("health", "hang"));
        long begin = System.nanoTime();
        assertThat(verdict(hanging, "odd")).isEqualTo(Verdict.UNKNOWN);
        assertThat(hanging.provider("odd").health().summary()).isEqualTo("not checked yet");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        Patience.until("a verdict", () -> verdict(hanging, "odd") == Verdict.DOWN);
        assertThat(summary(hanging)).contains("has not answered");
        assertThat(hanging.provider("odd").list()).as("calls go on").isEmpty();
    }

    @Test
    void what_comes_back_too_late_is_undone() throws IOException {
        ContainerProvider odd = open(Map.of("create", "hang", "exec", "hang")).provider("odd");
        assertRefused(Code.TIMEOUT, "create", () -> odd.create(spec()));
        assertRefused(Code.TIMEOUT, "exec", () -> odd.exec(HANDLE, ExecSpec.of("true")));
        assertThat(count("remove") + count("exec-close")).isZero();
        Files.writeString(state("odd").resolve("healed"), "");
        Patience.until("the late environment is removed", () -> count("remove") == 1);
        Patience.until("the late program is closed", () -> count("exec-close") == 1);
    }

    @Test
    void an_interrupted_call_ends_with_cancelled_and_does_not_count() {
        ContainerProvider odd = open(Map.of("list", "sleep")).provider("odd");
        for (int i = 0; i < 4; i++) {
            Thread.currentThread().interrupt();
            assertRefused(Code.CANCELLED, "", odd::list);
            assertThat(Thread.interrupted())
                    .as("the interrupt status stays set")
                    .isTrue();
        }
        odd.stop(HANDLE, Duration.ZERO);
    }

    @Test
    void a_plug_in_runs_with_its_own_loader_as_the_context() {
        open(Map.of("stop", "loader")).provider("odd").stop(HANDLE, Duration.ZERO);
        assertThat(state("odd").resolve("loader")).hasContent("plugin:scripted");
    }

    @Test
    void a_plug_in_sees_the_jdk_and_the_spi_and_nothing_of_the_hub() {
        assertThat(seen("java.sql.Connection")).isNotEqualTo("absent");
        assertThat(seen("dev.sessionhub.spi.Secret")).isNotEqualTo("absent");
        assertThat(seen("org.jspecify.annotations.NullMarked")).isNotEqualTo("absent");
        assertThat(seen("dev.sessionhub.core.plugin.Providers")).isEqualTo("absent");
        assertThat(seen("jakarta.inject.Inject")).isEqualTo("absent");
        assertThat(seen("org.junit.jupiter.api.Test")).isEqualTo("absent");
    }

    @Test
    void waiting_for_a_program_takes_no_slot_and_translates_faults() {
        ContainerProvider odd =
                open(Map.of("wait", "throw", "exec-close", "throw")).provider("odd");
        try (ExecProcess process = odd.exec(HANDLE, ExecSpec.of("true"))) {
            assertRefused(Code.INTERNAL, "exec.waitFor", process::waitFor);
        }
    }

    @Test
    void a_closed_registry_lets_go_of_every_class() {
        WeakReference<ClassLoader> loader = loaderOfAClosedPlugin();
        Patience.until("the loader is collected", () -> {
            System.gc();
            return loader.get() == null;
        });
    }

    private WeakReference<ClassLoader> loaderOfAClosedPlugin() {
        Plugins plugins = Plugins.load(jars.directory(), Duration.ofSeconds(5));
        WeakReference<ClassLoader> loader = new WeakReference<>(plugins.find(ContainerProviderFactory.class, "scripted")
                .orElseThrow()
                .loader());
        plugins.close();
        return loader;
    }

    private String seen(String type) {
        Providers providers = open(Map.of("stop", "see:" + type));
        providers.provider("odd").stop(HANDLE, Duration.ZERO);
        try {
            return Files.readString(state("odd").resolve("seen"));
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private Providers open(Map<String, String> behaviour) {
        return open(new ProviderSettings("odd", "scripted", behaviour));
    }

    private Providers open(ProviderSettings odd) {
        PluginSettings settings = new PluginSettings(
                jars.directory(),
                scratch.resolve("state"),
                "hub",
                List.of(odd, new ProviderSettings("good", "another", Map.of())),
                "good",
                new ProviderSettings("git", "none", Map.of()));
        Providers providers = Providers.open(settings, Patience.tuning(clock));
        opened.add(providers);
        return providers;
    }

    private Path state(String name) {
        return scratch.resolve("state").resolve(name);
    }

    private long count(String method) {
        try {
            Path calls = state("odd").resolve("called-" + method);
            return Files.exists(calls) ? Files.size(calls) : 0;
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Verdict verdict(Providers providers, String name) {
        return providers.descriptors().stream()
                .filter(descriptor -> descriptor.name().equals(name))
                .findFirst()
                .orElseThrow()
                .health()
                .verdict();
    }

    private static String summary(Providers providers) {
        return providers.descriptors().getFirst().health().summary();
    }

    private static void assertRefused(Code code, String said, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProviderException.class,
                        refusal -> assertThat(refusal.code())
                                .as(refusal.getMessage())
                                .isEqualTo(code))
                .hasMessageContaining(said);
    }

    private static ContainerSpec spec() {
        return new ContainerSpec(
                UUID.randomUUID(),
                "session",
                Optional.empty(),
                Path.of("/tmp"),
                List.of(),
                Map.of(),
                Map.of(),
                ResourceLimits.DEFAULTS,
                NetworkPolicy.HOST);
    }
}
