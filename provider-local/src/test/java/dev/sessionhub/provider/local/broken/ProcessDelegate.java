package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.ExecProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** As good as what is behind it; a fault overrides one method. */
abstract class ProcessDelegate implements ExecProcess {

    final ExecProcess good;

    ProcessDelegate(ExecProcess good) {
        this.good = good;
    }

    @Override
    public OutputStream stdin() {
        return good.stdin();
    }

    @Override
    public InputStream stdout() {
        return good.stdout();
    }

    @Override
    public InputStream stderr() {
        return good.stderr();
    }

    @Override
    public int waitFor() {
        return good.waitFor();
    }

    @Override
    public OptionalInt waitFor(Duration limit) {
        return good.waitFor(limit);
    }

    @Override
    public void close() {
        good.close();
    }
}
