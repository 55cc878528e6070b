package dev.sessionhub.core.workspace.inside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.container.ContainerHandle;
import dev.sessionhub.spi.container.ContainerProvider;
import dev.sessionhub.spi.container.ExecProcess;
import dev.sessionhub.spi.git.CommitId;
import dev.sessionhub.spi.git.DiffRequest;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session that goes on writing its patch when nobody waits for it any more. */
class LatePatchTest {

    private static final DiffRequest REQUEST = new DiffRequest(new CommitId("1".repeat(40)), Optional.empty(), 1, 1);

    private final CountDownLatch gone = new CountDownLatch(1);
    private final CompletableFuture<Thread> reader = new CompletableFuture<>();

    @Test
    void what_comes_after_the_caller_has_gone_is_not_written() throws Exception {
        Thread caller = Thread.currentThread();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                super.write(bytes, offset, length);
                caller.interrupt();
            }
        };
        SessionGit git = new SessionGit(provider(), new ContainerHandle("some", "one"), SessionGit.DIRECTORY);
        assertThatThrownBy(() -> git.patch(REQUEST, out))
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
        gone.countDown();
        reader.get(10, TimeUnit.SECONDS).join(10_000);
        assertThat(out.size()).isEqualTo(1);
    }

    private ContainerProvider provider() {
        return stub(
                ContainerProvider.class,
                Map.of(
                        "exec",
                        stub(
                                ExecProcess.class,
                                Map.of(
                                        "stdin",
                                        OutputStream.nullOutputStream(),
                                        "stderr",
                                        InputStream.nullInputStream(),
                                        "stdout",
                                        new TwoBytes(),
                                        "close",
                                        ""))));
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> answers.get(method.getName())));
    }

    /** The second one comes when the caller has gone. */
    private final class TwoBytes extends InputStream {

        private int given;

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (given == 1) {
                reader.complete(Thread.currentThread());
                try {
                    gone.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            given++;
            return given > 2 ? -1 : 1;
        }
    }
}
