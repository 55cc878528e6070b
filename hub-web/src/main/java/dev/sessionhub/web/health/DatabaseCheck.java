package dev.sessionhub.web.health;

import dev.sessionhub.core.concurrent.HubThreads;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The database answers, within two seconds. One question at a time, and not more than one a second. */
@Readiness
@ApplicationScoped
public class DatabaseCheck implements HealthCheck {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    private final DataSource database;
    private CompletableFuture<Boolean> latest = CompletableFuture.completedFuture(false);
    private long asked = System.nanoTime() - FRESH;

    @Inject
    public DatabaseCheck(DataSource database) {
        this.database = database;
    }

    @Override
    public HealthCheckResponse call() {
        boolean up = answer();
        return HealthCheckResponse.named("database")
                .status(up)
                .withData("summary", up ? "answers" : "does not answer; sessions go on without it")
                .build();
    }

    private boolean answer() {
        try {
            return ask().get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException _) {
            return false;
        }
    }

    private synchronized CompletableFuture<Boolean> ask() {
        if (latest.isDone() && System.nanoTime() - asked >= FRESH) {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            asked = System.nanoTime();
            latest = answer;
            HubThreads.start("health of the database", () -> answer.complete(reachable()));
        }
        return latest;
    }

    private boolean reachable() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(Math.toIntExact(LIMIT.toSeconds()));
        } catch (SQLException | RuntimeException _) {
            return false;
        }
    }
}
