package dev.sessionhub.provider.local.broken;

import dev.sessionhub.spi.container.ExecProcess;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** What can be wrong about the streams of programs. */
final class StreamFaults {

    static final List<Fault> ALL = List.of(
            ProgramFaults.program("Streams.the_streams_are_separate", "three streams", ProgramFaults::merged),
            ProgramFaults.process(
                            "Streams.a_stream_that_nobody_reads_does_not_hold_up_the_other",
                            "independent",
                            OneByOne::new)
                    .seenByWaiting(),
            ProgramFaults.process("Streams.a_conversation_needs_no_end_of_input", "when flushed", Collecting::new)
                    .seenByWaiting(),
            ProgramFaults.process(
                    "Streams.closing_the_input_is_an_end_of_file_and_no_more", "end of file", HalfClosing::new),
            ProgramFaults.process("Streams.large_input_and_output_pass_unchanged", "streams", Translating::new),
            ProgramFaults.process(
                    "Streams.output_can_be_read_after_the_end", "can be read after it has ended", Dropping::new),
            ProgramFaults.process(
                            "Streams.writing_to_a_program_that_has_ended_fails_and_does_not_hang",
                            "does not block",
                            Stuck::new)
                    .seenByWaiting(),
            ProgramFaults.process("Streams.the_streams_stay_the_same", "always the same stream", Fresh::new),
            ProgramFaults.process("Streams.closed_streams_say_so", "IOException", Silent::new));

    private StreamFaults() {}

    /** Reads all of the output before any of the errors. */
    private static final class OneByOne extends ProcessDelegate {
        OneByOne(ExecProcess good) {
            super(good);
        }

        @Override
        public InputStream stderr() {
            return new FilterInputStream(good.stderr()) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    good.stdout().readAllBytes();
                    return super.read(buffer, offset, length);
                }
            };
        }
    }

    /** Sends when the input is closed. */
    static final class Collecting extends ProcessDelegate {
        private final OutputStream collected = new ByteArrayOutputStream() {
            @Override
            public void close() throws IOException {
                writeTo(good.stdin());
                good.stdin().close();
            }
        };

        Collecting(ExecProcess good) {
            super(good);
        }

        @Override
        public OutputStream stdin() {
            return collected;
        }
    }

    private static final class HalfClosing extends ProcessDelegate {
        HalfClosing(ExecProcess good) {
            super(good);
        }

        @Override
        public OutputStream stdin() {
            return new FilterOutputStream(good.stdin()) {
                @Override
                public void close() {
                    good.close();
                }
            };
        }
    }

    /** Takes bytes for text of a terminal. */
    private static final class Translating extends ProcessDelegate {
        Translating(ExecProcess good) {
            super(good);
        }

        @Override
        public InputStream stdout() {
            return new FilterInputStream(good.stdout()) {
                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    int count = super.read(buffer, offset, length);
                    for (int i = offset; i < offset + count; i++) {
                        buffer[i] = buffer[i] == '\n' ? (byte) '\r' : buffer[i];
                    }
                    return count;
                }
            };
        }
    }

    private static final class Dropping extends ProcessDelegate {
        Dropping(ExecProcess good) {
            super(good);
        }

        @Override
        public InputStream stdout() {
            return good.waitFor(Duration.ZERO).isPresent() ? InputStream.nullInputStream() : good.stdout();
        }
    }

    private static final class Stuck extends ProcessDelegate {
        Stuck(ExecProcess good) {
            super(good);
        }

        @Override
        public OutputStream stdin() {
            return new FilterOutputStream(good.stdin()) {
                @Override
                public void write(byte[] buffer, int offset, int length) {
                    while (good.waitFor(Duration.ofMinutes(1)).isPresent()) {
                        LockSupport.parkNanos(1_000_000_000);
                    }
                }
            };
        }
    }

    private static final class Fresh extends ProcessDelegate {
        Fresh(ExecProcess good) {
            super(good);
        }

        @Override
        public InputStream stdout() {
            return new FilterInputStream(good.stdout()) {};
        }
    }

    private static final class Silent extends ProcessDelegate {
        Silent(ExecProcess good) {
            super(good);
        }

        @Override
        public OutputStream stdin() {
            return OutputStream.nullOutputStream();
        }
    }
}
