package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Caller;
import dev.sessionhub.proxmox.simulator.cluster.Cluster;
import dev.sessionhub.proxmox.simulator.cluster.Faults;
import dev.sessionhub.proxmox.simulator.http.Answer;
import dev.sessionhub.proxmox.simulator.http.Handler;
import dev.sessionhub.proxmox.simulator.http.Identity;
import dev.sessionhub.proxmox.simulator.http.Reply;
import dev.sessionhub.proxmox.simulator.http.Request;
import dev.sessionhub.proxmox.simulator.schema.Schema;
import dev.sessionhub.proxmox.simulator.schema.Verification;
import jakarta.json.JsonException;
import jakarta.json.JsonValue;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Answers requests as pveproxy and pvedaemon do. */
public final class Api implements Handler {

    private static final String JSON = "/api2/json";
    private static final String EXTJS = "/api2/extjs";
    private static final String CONSOLE = "GET /nodes/{node}/lxc/{vmid}/vncwebsocket";
    private static final Set<String> WITHOUT_MONITOR =
            Set.of("DELETE /nodes/{node}/tasks/{upid}", "GET /nodes/{node}/lxc/{vmid}/interfaces");

    private final Schema schema = Schema.load();
    private final Map<String, Call> calls = new HashMap<>();
    private final Cluster cluster;
    private final Mode mode;
    private final Authentication authentication;
    private final Terminals terminals;

    /** For a cluster. */
    public Api(Cluster cluster, Identity identity, Mode mode, Clock clock) {
        this.cluster = cluster;
        this.mode = mode;
        Tickets tickets = new Tickets(clock);
        this.authentication = new Authentication(cluster.access(), tickets);
        this.terminals = new Terminals(tickets, mode);
        calls.putAll(new ClusterCalls(identity, mode).calls());
        calls.putAll(new GuestCalls(cluster, mode).calls());
        calls.putAll(new CloneCall(cluster).calls());
        calls.putAll(new ConfigCalls().calls());
        calls.putAll(new SnapshotCalls(cluster).calls());
        calls.putAll(new TaskCalls().calls());
        calls.putAll(new AccessCalls(tickets).calls());
        calls.putAll(terminals.calls());
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        if (cluster.faults().isDown()) {
            return new Reply.Dropped();
        }
        Optional<Faults.Transport> fault = cluster.faults().transport(request.method(), request.path());
        if (fault.isEmpty()) {
            return speak(request);
        }
        if (fault.get().executed()) {
            speak(request);
        }
        return fault.get().status() == 0
                ? new Reply.Dropped()
                : new Reply.Answered(
                        Answer.plain(fault.get().status(), fault.get().reason(), ""));
    }

    private Reply speak(Request request) throws InterruptedException {
        boolean extjs = request.path().startsWith(EXTJS + "/");
        if (!extjs && !request.path().startsWith(JSON + "/")) {
            return new Reply.Answered(Answer.plain(501, "no such uri", "no such uri"));
        }
        if (!Parameters.isReadable(request)) {
            String text =
                    "upload 'Content-Type '" + request.header("content-type").orElse("") + "' not implemented";
            return new Reply.Answered(Answer.plain(506, text, text));
        }
        try {
            return allowed(request, request.path().substring(extjs ? EXTJS.length() : JSON.length()), extjs);
        } catch (Authentication.Refused refused) {
            Thread.sleep(cluster.faults().unauthorizedDelay());
            return new Reply.Answered(Answer.plain(401, String.valueOf(refused.getMessage()), ""));
        } catch (ApiError error) {
            if (error.status() == 401) {
                Thread.sleep(cluster.faults().unauthorizedDelay());
            }
            return new Reply.Answered(refusal(error, extjs));
        } catch (JsonException _) {
            String text = "unexpected end of string while parsing JSON string, at character offset "
                    + request.body().length()
                    + " (before \"(end of string)\") at /usr/share/perl5/PVE/APIServer/AnyEvent.pm line 934.";
            return new Reply.Answered(Answer.plain(500, text, text + "\n"));
        }
    }

    private Reply allowed(Request request, String path, boolean extjs)
            throws Authentication.Refused, InterruptedException {
        Optional<Caller> known = authentication.caller(request);
        boolean login = path.equals("/access/ticket");
        if (known.isEmpty() && !login) {
            throw new Authentication.Refused("No ticket");
        }
        Caller caller = known.orElse(new Caller("", Optional.empty()));
        Schema.Route route = schema.find(request.method(), path)
                .orElseThrow(() -> new ApiError(501, "Method '" + request.method() + " " + path + "' not implemented"));
        if (!route.method().tokens() && caller.token().isPresent()) {
            throw ApiError.forbidden("URI '" + path + "' not available with API token, need proper ticket.\n");
        }
        Map<String, String> parameters = new LinkedHashMap<>(Parameters.of(request));
        route.variables().forEach((name, value) -> {
            if (parameters.containsKey(name) && !parameters.get(name).equals(value)) {
                throw ApiError.parameters(
                        Map.of(name, "duplicate parameter (already defined in URI) with conflicting values!"));
            }
            parameters.put(name, value);
        });
        Ask ask = new Ask(cluster, caller, parameters);
        Permission.require(route.method().permissions(), ask);
        Optional<Reply> absent = node(route, ask);
        if (absent.isPresent()) {
            return absent.get();
        }
        Map<String, String> errors = Verification.errors(route.method(), parameters);
        if (!errors.isEmpty()) {
            throw ApiError.parameters(errors);
        }
        return route.method().name().equals(CONSOLE)
                ? terminals.open(ask)
                : new Reply.Answered(success(run(route, ask), extjs));
    }

    private Optional<Reply> node(Schema.Route route, Ask ask) throws InterruptedException {
        if (!route.method().proxied()) {
            return Optional.empty();
        }
        String node = ask.node();
        boolean online = cluster.online(node)
                .orElseThrow(() -> ApiError.died("hostname lookup '" + node
                        + "' failed - failed to get address info for: " + node + ": Name or service not known"));
        cluster.faults().gate("node " + node);
        return online ? Optional.empty() : Optional.of(new Reply.Answered(Answer.plain(595, "Connection refused", "")));
    }

    private Result run(Schema.Route route, Ask ask) throws InterruptedException {
        Call call = calls.get(route.method().name());
        if (call == null) {
            throw new ApiError(501, "Method '" + route.method().name() + "' not simulated");
        }
        if (WITHOUT_MONITOR.contains(route.method().name())) {
            return call.run(ask);
        }
        synchronized (cluster) {
            return call.run(ask);
        }
    }

    private static Answer success(Result result, boolean extjs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", Values.of(result.data()));
        result.total().ifPresent(total -> body.put("total", total));
        if (extjs) {
            body.put("success", 1);
        }
        return Answer.json(200, "OK", Values.of(body).toString());
    }

    private Answer refusal(ApiError error, boolean extjs) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("data", JsonValue.NULL);
        String message = String.valueOf(error.getMessage());
        if (mode.messages()) {
            body.put("message", message);
        }
        if (!error.errors().isEmpty()) {
            body.put("errors", error.errors());
        }
        if (extjs) {
            body.put("success", 0);
            body.put("status", String.valueOf(error.status()));
            return Answer.json(200, "OK", Values.of(body).toString());
        }
        return Answer.json(error.status(), message, Values.of(body).toString());
    }
}
