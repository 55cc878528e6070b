package dev.sessionhub.core.session.part;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How an agent ended, as a row has it. */
@Embeddable
public class AgentExit {

    @Column(name = "exit_code")
    private @Nullable Integer code;

    @Column(name = "exit_signal")
    private @Nullable Integer signal;

    @Column(name = "end_cause")
    @Enumerated(EnumType.STRING)
    private Ended.Cause cause;

    /** For the persistence only. */
    protected AgentExit() {}

    /**
     * As it was seen.
     *
     * @param ended how it ended
     */
    public AgentExit(Ended ended) {
        this.code = ended.exitCode().orElse(null);
        this.signal = ended.signal().orElse(null);
        this.cause = ended.cause();
    }

    /**
     * Ended by something else than itself.
     *
     * @param cause by what
     */
    public AgentExit(Ended.Cause cause) {
        this.cause = cause;
    }

    /** {@return as everybody else wants it} */
    public Ended ended() {
        return new Ended(Optional.ofNullable(code), Optional.ofNullable(signal), cause);
    }
}
