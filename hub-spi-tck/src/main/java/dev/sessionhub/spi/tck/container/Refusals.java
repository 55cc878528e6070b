package dev.sessionhub.spi.tck.container;

import dev.sessionhub.spi.ProviderException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** A refusal of what the contract allows is a broken clause, not an accident of the test. */
final class Refusals implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        if (thrown instanceof ProviderException refusal) {
            throw new AssertionError(
                    "[what the contract allows is not refused] a step of this test was, with " + refusal.code() + ": "
                            + refusal.getMessage(),
                    refusal);
        }
        throw thrown;
    }
}
