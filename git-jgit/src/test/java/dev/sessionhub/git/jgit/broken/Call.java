package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.git.GitBackend;
import dev.sessionhub.spi.tck.git.GitFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A call of a good back end that something is wrong with.
 *
 * @param good the back end
 * @param target the back end, or its part for isolated sessions
 * @param method what was called
 * @param arguments with what
 */
record Call(GitBackend good, Object target, Method method, List<Object> arguments) {

    /** What a good back end does; null if that is nothing. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    <T> T honest() {
        try {
            return (T) method.invoke(target, arguments.toArray());
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(failure);
        } catch (IllegalAccessException failure) {
            throw new AssertionError(failure);
        }
    }

    /** What it does with another argument. */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    <T> T honest(int index, Object instead) {
        List<Object> others = new ArrayList<>(arguments);
        others.set(index, instead);
        return new Call(good, target, method, others).honest();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    <T> T argument(int index) {
        return (T) arguments.get(index);
    }

    /** Every method's first argument. */
    Path repository() {
        return argument(0);
    }

    Path gitDirectory() {
        return repository().resolve(".git");
    }

    /** Native git in the repository. */
    GitFixture git() {
        return git(repository());
    }

    GitFixture git(Path directory) {
        return new GitFixture(directory, Map.of());
    }

    interface Action {
        void run() throws IOException;
    }

    static void io(Action action) {
        try {
            action.run();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void delete(Path file) {
        io(() -> Files.deleteIfExists(file));
    }
}
