package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Calls about tasks. */
final class TaskCalls {

    private static final String UPID = "UPID:[^:]+:[0-9A-F]{8}:[0-9A-F]{8,9}:[0-9A-F]{8}:[^:]+:[^:]*:[^:]+:";

    Map<String, Call> calls() {
        String all = "/nodes/{node}/tasks";
        return Map.of(
                "GET " + all, TaskCalls::list,
                "DELETE " + all + "/{upid}", TaskCalls::abort,
                "GET " + all + "/{upid}/status", TaskCalls::status,
                "GET " + all + "/{upid}/log", TaskCalls::log);
    }

    private static Result list(Ask ask) {
        String source = ask.given("source").orElse("archive");
        List<Task> found = new ArrayList<>(ask.cluster().tasks().stream()
                .filter(task -> task.node().equals(ask.node()) && sees(ask, task))
                .filter(task -> source.equals("all")
                        || source.equals("active") == task.exit().isEmpty())
                .filter(task -> ask.given("vmid").map(task.id()::equals).orElse(true))
                .filter(task -> ask.number("since", 0) <= task.started())
                .filter(task -> !ask.flag("errors") || !isFine(task.exit().orElse("OK")))
                .toList()
                .reversed());
        Stream<Task> part = found.stream().skip(ask.number("start", 0)).limit(ask.number("limit", 50));
        return new Result(part.map(TaskCalls::entry).toList(), OptionalInt.of(found.size()));
    }

    private static boolean sees(Ask ask, Task task) {
        return owns(ask, task) || ask.may("/nodes/" + task.node(), "Sys.Audit");
    }

    private static boolean owns(Ask ask, Task task) {
        boolean same = task.caller().id().equals(ask.caller().id());
        return same
                || (ask.caller().token().isEmpty()
                        && task.caller().user().equals(ask.caller().user()));
    }

    private static boolean isFine(String exit) {
        return exit.equals("OK") || exit.startsWith("WARNINGS");
    }

    private static Map<String, Object> entry(Task task) {
        Map<String, Object> entry = common(task);
        if (task.exit().isEmpty()) {
            entry.put("user", task.caller().id());
            entry.remove("tokenid");
            entry.put("status", "RUNNING");
            entry.put("saved", "0");
        } else {
            entry.put("status", task.exit().get());
            entry.put("endtime", task.finished());
        }
        return entry;
    }

    private static Map<String, Object> common(Task task) {
        Map<String, Object> common = new LinkedHashMap<>();
        common.put("upid", task.upid());
        common.put("node", task.node());
        common.put("pid", task.pid());
        common.put("pstart", task.processStart());
        common.put("starttime", task.started());
        common.put("type", task.type());
        common.put("id", task.id());
        common.put("user", task.caller().user());
        task.caller().token().ifPresent(token -> common.put("tokenid", token));
        return common;
    }

    private static Result status(Ask ask) {
        Task task = task(ask);
        Map<String, Object> status = common(task);
        status.put("status", task.exit().isPresent() ? "stopped" : "running");
        task.exit().ifPresent(exit -> status.put("exitstatus", exit));
        return Result.of(status);
    }

    private static Result log(Ask ask) {
        requireUpid(ask);
        Optional<Task> task = ask.cluster().task(ask.text("upid"));
        task.ifPresent(found -> requireOwner(ask, found));
        List<String> lines = task.map(Task::lines).orElse(List.of("unable to open file - No such file or directory"));
        List<Map<String, Object>> numbered = new ArrayList<>();
        int start = ask.number("start", 0);
        int limit = ask.number("limit", 50);
        for (int i = start; i < lines.size() && (limit == 0 || i < start + limit); i++) {
            numbered.add(Map.of("n", i + 1, "t", lines.get(i)));
        }
        return new Result(numbered, OptionalInt.of(lines.size()));
    }

    private static Result abort(Ask ask) throws InterruptedException {
        task(ask).abort();
        return Result.NOTHING;
    }

    private static Task task(Ask ask) {
        requireUpid(ask);
        Task task = ask.cluster()
                .task(ask.text("upid"))
                .orElseThrow(() -> ApiError.parameters(Map.of("upid", "no such task")));
        requireOwner(ask, task);
        return task;
    }

    private static void requireUpid(Ask ask) {
        if (!ask.text("upid").matches(UPID)) {
            throw ApiError.parameters(Map.of("upid", "unable to parse worker upid"));
        }
    }

    private static void requireOwner(Ask ask, Task task) {
        if (!owns(ask, task)) {
            ask.require("/nodes/" + task.node(), "Sys.Audit");
        }
    }
}
