package dev.sessionhub.git.jgit.broken;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One method done wrong.
 *
 * @param clause the test that must see it: its group and its name
 * @param says words that the failure must quote
 * @param method of a back end or of its part for isolated sessions
 * @param wrong what is done instead
 */
record Fault(String clause, String says, String method, Wrong wrong) {

    /** Words of every failure of a call that should not have succeeded. */
    private static final String MUST_FAIL = "the only exception of a back end";

    /** Does something else than was asked for. */
    interface Wrong {

        /** What the caller gets. */
        @Nullable
        Object answer(Call call);
    }

    /** Nobody is told of failures of this kind. */
    static Fault silent(String clause, String method, Code code) {
        return new Fault(clause, MUST_FAIL, method, call -> {
            try {
                return call.honest();
            } catch (ProviderException failure) {
                if (failure.code() == code) {
                    return null;
                }
                throw failure;
            }
        });
    }

    /** Failures of this kind are told as others. */
    static Fault mistaken(String clause, String method, Code code, Code instead) {
        return new Fault(clause, "code of: ", method, call -> {
            try {
                return call.honest();
            } catch (ProviderException failure) {
                throw failure.code() == code
                        ? new ProviderException(instead, String.valueOf(failure.getMessage()), failure)
                        : failure;
            }
        });
    }

    /** What is asked for is done, and then something else. */
    static Fault then(String clause, String says, String method, java.util.function.Consumer<Call> more) {
        return new Fault(clause, says, method, call -> {
            Object answer = call.honest();
            more.accept(call);
            return answer;
        });
    }

    /** A failure leaves something behind. */
    static Fault leaving(String clause, String says, String method, java.util.function.Consumer<Call> rest) {
        return new Fault(clause, says, method, call -> {
            try {
                return call.honest();
            } catch (ProviderException failure) {
                rest.accept(call);
                throw failure;
            }
        });
    }

    @Override
    public String toString() {
        return clause + ": " + says;
    }
}
