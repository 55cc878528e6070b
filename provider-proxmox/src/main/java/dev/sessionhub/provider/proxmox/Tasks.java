package dev.sessionhub.provider.proxmox;

import dev.sessionhub.spi.ProviderException;
import dev.sessionhub.spi.ProviderException.Code;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

/** Waits for tasks. */
final class Tasks {

    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int UNKNOWN_ROUNDS = 5;

    private final ApiClient api;
    private final Pacer pacer;

    Tasks(ApiClient api, Pacer pacer) {
        this.api = api;
        this.pacer = pacer;
    }

    /** Returns when a task has ended well; with warnings is well. */
    void await(String what, String upid) throws InterruptedException {
        await(what, upid, LONGEST);
    }

    void await(String what, String upid, Duration longest) throws InterruptedException {
        String exit = exit(what, upid, longest);
        if (!exit.equals("OK") && !exit.startsWith("WARNINGS")) {
            throw Failures.task(what, exit, log(upid));
        }
    }

    /** How a task ended. */
    String exit(String what, String upid) throws InterruptedException {
        return exit(what, upid, LONGEST);
    }

    private String exit(String what, String upid, Duration longest) throws InterruptedException {
        long begin = System.nanoTime();
        int failures = 0;
        while (System.nanoTime() - begin < longest.toNanos()) {
            pacer.await();
            try {
                JsonObject status = Lenient.object(api.get(path(upid) + "/status", Map.of()));
                if (Lenient.text(status, "status").equals("stopped")) {
                    return Lenient.text(status, "exitstatus");
                }
                failures = 0;
            } catch (ApiFailure failure) {
                // A task may not be known at once, and the API may be away for a moment: the task goes on.
                failures++;
                if (failures > UNKNOWN_ROUNDS) {
                    throw Failures.of(what, failure);
                }
            }
        }
        throw new ProviderException(Code.TIMEOUT, what + " failed: task " + upid + " does not end");
    }

    void abort(String upid) throws InterruptedException {
        api.call("DELETE", path(upid), Map.of(), ApiClient.USUAL);
    }

    private String log(String upid) throws InterruptedException {
        try {
            JsonValue lines = api.get(path(upid) + "/log", Map.of("limit", "20"));
            return Lenient.objects(lines).stream()
                    .map(line -> Lenient.text(line, "t"))
                    .collect(Collectors.joining("; "));
        } catch (ApiFailure _) {
            return "";
        }
    }

    /** A task is asked for at the node within its name. */
    private static String path(String upid) {
        return "/nodes/" + upid.split(":")[1] + "/tasks/" + ApiClient.encoded(upid);
    }
}
