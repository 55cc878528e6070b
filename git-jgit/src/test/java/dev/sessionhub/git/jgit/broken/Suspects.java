package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.git.jgit.JGitBackendFactory;
import dev.sessionhub.spi.ProviderConfig;
import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.git.IsolatedGit;
import dev.sessionhub.spi.tck.git.BundleContract;
import dev.sessionhub.spi.tck.git.GitPropertyContract;
import dev.sessionhub.spi.tck.git.PrivateGitContract;
import dev.sessionhub.spi.tck.git.RemoteContract;
import dev.sessionhub.spi.tck.git.RepositoryContract;
import dev.sessionhub.spi.tck.git.StatusContract;
import dev.sessionhub.spi.tck.git.WorktreeContract;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The contract on a back end with the fault of the moment; not found by the build, run by {@link BrokenBackendsTest}. */
final class Suspects {

    static final AtomicReference<Optional<Fault>> FAULT = new AtomicReference<>(Optional.empty());
    static final List<Class<?>> ALL = List.of(
            Repositories.class,
            Remotes.class,
            Worktrees.class,
            Statuses.class,
            Properties.class,
            Bundles.class,
            Isolation.class);

    private Suspects() {}

    static class Repositories extends RepositoryContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Remotes extends RemoteContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Worktrees extends WorktreeContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Statuses extends StatusContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Properties extends GitPropertyContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Bundles extends BundleContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    static class Isolation extends PrivateGitContract {
        @Override
        protected GitBackend backend() {
            return suspect();
        }
    }

    private static GitBackend suspect() {
        ProviderConfig config =
                new ProviderConfig("jgit", "hub", Path.of("/nonexistent"), Map.of("bundle-limit-mib", "1"));
        GitBackend good = new JGitBackendFactory().create(config);
        return wrapped(GitBackend.class, good, good);
    }

    private static <T> T wrapped(Class<T> type, T target, GitBackend good) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) ->
                        answer(new Call(good, target, method, arguments == null ? List.of() : List.of(arguments)))));
    }

    private static @Nullable Object answer(Call call) {
        Method method = call.method();
        if (method.getName().equals("isolated")) {
            return wrapped(IsolatedGit.class, call.good().isolated(), call.good());
        }
        return FAULT.get()
                .filter(fault -> fault.method().equals(method.getName()))
                .map(fault -> fault.wrong())
                .orElse(Call::honest)
                .answer(call);
    }
}
