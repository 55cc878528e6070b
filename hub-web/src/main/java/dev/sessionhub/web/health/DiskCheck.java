package dev.sessionhub.web.health;

import dev.sessionhub.core.config.HubSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** There is room for another worktree. */
@Readiness
@ApplicationScoped
public class DiskCheck implements HealthCheck {

    private static final long LEAST_BYTES = 256L << 20;

    private final Path worktrees;

    @Inject
    public DiskCheck(HubSettings settings) {
        this.worktrees = settings.worktrees();
    }

    @Override
    public HealthCheckResponse call() {
        try {
            long free = Files.getFileStore(worktrees).getUsableSpace();
            boolean writable = Files.isWritable(worktrees);
            return HealthCheckResponse.named("disk")
                    .status(free >= LEAST_BYTES && writable)
                    .withData("freeMiB", free >> 20)
                    .withData("writable", writable)
                    .build();
        } catch (IOException _) {
            return HealthCheckResponse.named("disk")
                    .down()
                    .withData("summary", "the directory of worktrees cannot be read")
                    .build();
        }
    }
}
