package dev.sessionhub.core.terminal;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import dev.sessionhub.spi.container.ExecProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** A process on a machine that was restarted: nobody can say how it ended. */
record ForgottenProcess(ExecProcess process) implements ExecProcess {

    @Override
    public OutputStream stdin() {
        return process.stdin();
    }

    @Override
    public InputStream stdout() {
        return process.stdout();
    }

    @Override
    public InputStream stderr() {
        return process.stderr();
    }

    @Override
    public int waitFor() {
        throw new ProviderException(Code.UNAVAILABLE, "the connection was lost");
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        throw new ProviderException(Code.UNAVAILABLE, "the connection was lost");
    }

    @Override
    public void close() {
        process.close();
    }
}
