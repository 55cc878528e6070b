package dev.sessionhub.core.session;

import dev.sessionhub.core.config.HubSettings;
import dev.sessionhub.core.database.DatabaseTrouble;
import dev.sessionhub.core.failure.FailureCode;
import dev.sessionhub.core.failure.HubException;
import dev.sessionhub.core.plugin.ProviderDescriptor;
import dev.sessionhub.core.plugin.Providers;
import dev.sessionhub.core.plugin.health.ProviderStatus;
import dev.sessionhub.core.workspace.Project;
import dev.sessionhub.core.workspace.Projects;
import dev.sessionhub.core.workspace.Worktrees;
import dev.sessionhub.spi.container.Capability;
import dev.sessionhub.spi.container.NetworkPolicy;
import dev.sessionhub.spi.container.ResourceLimits;
import dev.sessionhub.spi.git.BranchName;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.Repository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Checks a request for a session against what is there, and settles what it leaves open. */
@ApplicationScoped
public class SessionPlanner {

    private static final int ATTEMPTS = 30;

    private final Projects projects;
    private final Supplier<List<ProviderDescriptor>> providers;
    private final Supplier<GitBackend> git;
    private final Worktrees worktrees;
    private final Clock clock = Clock.systemUTC();

    /**
     * Made by the container.
     *
     * @param projects the repositories
     * @param providers the instances of plug-ins
     * @param settings says where worktrees are
     */
    @Inject
    public SessionPlanner(Projects projects, Providers providers, HubSettings settings) {
        this(
                projects,
                providers::descriptors,
                providers::gitBackend,
                new Worktrees(settings.worktrees(), providers::gitBackend));
    }

    SessionPlanner(
            Projects projects,
            Supplier<List<ProviderDescriptor>> providers,
            Supplier<GitBackend> git,
            Worktrees worktrees) {
        this.projects = projects;
        this.providers = providers;
        this.git = git;
        this.worktrees = worktrees;
    }

    /** Plans until the plan could be written down: names that are made up may be taken meanwhile. */
    Session plan(Caller caller, NewSession request, BiFunction<Session, String, Session> write) {
        ProviderDescriptor provider = requireProvider(request);
        requireAllowed(caller, provider);
        NetworkPolicy network = network(caller, request, provider);
        Project project = projects.find(request.project());
        String story =
                projects.refresh(project).map(stale -> "created, " + stale).orElse("created");
        Repository repository = projects.inspect(project.repository());
        String base = request.base()
                .orElseGet(
                        () -> repository.defaultBranch().map(BranchName::value).orElse("HEAD"));
        CommitId commit = commit(project, repository, base)
                .orElseThrow(() -> HubException.invalid("base", "names no commit of the project: " + base));
        boolean madeUp = request.name().isEmpty() && request.branch().isEmpty();
        for (int attempt = 1; ; attempt++) {
            UUID id = UUID.randomUUID();
            String name = request.name().orElseGet(() -> SessionName.madeUp(RandomGenerator.getDefault()));
            BranchName branch = new BranchName(request.branch().orElseGet(() -> "hub/" + SessionName.slug(name)));
            try {
                requireFree(project, branch);
                SessionPlan plan = new SessionPlan(
                        name,
                        provider.name(),
                        branch,
                        base,
                        commit,
                        worktrees.place(SessionName.slug(project.name()), SessionName.slug(name), id),
                        network);
                Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                return write.apply(new Session(id, request, project, caller, plan, now), story);
            } catch (RuntimeException failure) {
                if (!isTaken(failure) || !madeUp || attempt == ATTEMPTS) {
                    throw DatabaseTrouble.isDuplicate(failure) ? inUse(branch, failure) : failure;
                }
            }
        }
    }

    private Optional<CommitId> commit(Project project, Repository repository, String base) {
        return base.equals("HEAD") ? Optional.of(repository.head()) : git.get().resolve(project.repository(), base);
    }

    void requireProvider(String name, ResourceLimits limits) {
        requireBounds(usable(name), limits);
    }

    private static void requireBounds(ProviderDescriptor provider, ResourceLimits limits) {
        if (!limits.isDefault() && !provider.capabilities().contains(Capability.RESOURCE_LIMITS)) {
            throw HubException.invalid(
                    "limits", "cannot be enforced by provider \"%s\"; leave them out".formatted(provider.name()));
        }
    }

    private ProviderDescriptor requireProvider(NewSession request) {
        ProviderDescriptor provider = request.provider().map(this::usable).orElseGet(this::preferred);
        requireBounds(provider, request.limits());
        return provider;
    }

    private static void requireAllowed(Caller caller, ProviderDescriptor provider) {
        if (provider.isAdminOnly() && !caller.may(Caller.Permission.LEAVES_ISOLATION)) {
            throw new HubException(
                    FailureCode.NOT_ALLOWED,
                    "only an administrator may choose the provider \"%s\": it does not isolate sessions, so an agent in it can do what the hub's own user can; leave the provider out, or choose an isolated one"
                            .formatted(provider.name()));
        }
    }

    /** The host's network shows every service on it, so only an administrator opens it to an isolated session. */
    private static NetworkPolicy network(Caller caller, NewSession request, ProviderDescriptor provider) {
        boolean enforced = provider.capabilities().contains(Capability.NETWORK_POLICY);
        NetworkPolicy asked = request.network().orElse(enforced ? NetworkPolicy.INTERNET : NetworkPolicy.HOST);
        if (!enforced && asked != NetworkPolicy.HOST) {
            throw HubException.invalid(
                    "network", "cannot be restricted by provider \"%s\"; leave it out".formatted(provider.name()));
        }
        if (enforced && asked == NetworkPolicy.HOST && !caller.may(Caller.Permission.OPENS_HOST_NETWORK)) {
            throw new HubException(
                    FailureCode.NOT_ALLOWED,
                    "only an administrator may open the network of the host to a session; choose internet or none");
        }
        return asked;
    }

    private ProviderDescriptor preferred() {
        return providers.get().stream()
                .filter(ProviderDescriptor::isDefault)
                .findFirst()
                .map(provider -> usable(provider.name()))
                .orElseThrow(() -> new HubException(FailureCode.PROVIDER_NOT_FOUND, "no provider is configured"));
    }

    private ProviderDescriptor usable(String name) {
        ProviderDescriptor provider = providers.get().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new HubException(FailureCode.PROVIDER_NOT_FOUND, "there is no provider \"" + name + "\""));
        if (provider.health().verdict() == ProviderStatus.Verdict.DOWN) {
            throw new HubException(
                    FailureCode.PROVIDER_UNAVAILABLE,
                    "provider \"%s\" cannot be used now: %s"
                            .formatted(name, provider.health().summary()));
        }
        return provider;
    }

    private void requireFree(Project project, BranchName branch) {
        if (git.get().resolve(project.repository(), branch.reference()).isPresent()) {
            throw new HubException(FailureCode.BRANCH_IN_USE, inUse(branch));
        }
        if (git.get().resolve(project.repository(), branch.value()).isPresent()) {
            throw new HubException(
                    FailureCode.BRANCH_IN_USE,
                    "%s names a tag, a remote's branch or a commit already, which sessions start from; choose another branch"
                            .formatted(branch));
        }
    }

    private static boolean isTaken(RuntimeException failure) {
        return DatabaseTrouble.isDuplicate(failure)
                || (failure instanceof HubException refused && refused.code() == FailureCode.BRANCH_IN_USE);
    }

    private static HubException inUse(BranchName branch, RuntimeException cause) {
        return new HubException(FailureCode.BRANCH_IN_USE, inUse(branch), cause);
    }

    private static String inUse(BranchName branch) {
        return "the branch " + branch + " exists already; choose another name or branch";
    }
}
