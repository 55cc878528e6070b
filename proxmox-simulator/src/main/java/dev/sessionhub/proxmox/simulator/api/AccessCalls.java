package dev.sessionhub.proxmox.simulator.api;

import dev.sessionhub.proxmox.simulator.cluster.Access;
import dev.sessionhub.proxmox.simulator.cluster.Caller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Calls about who one is and what one may. */
final class AccessCalls {

    private final Tickets tickets;

    AccessCalls(Tickets tickets) {
        this.tickets = tickets;
    }

    Map<String, Call> calls() {
        return Map.of(
                "POST /access/ticket", this::login,
                "GET /access/permissions", AccessCalls::permissions);
    }

    private Result login(Ask ask) {
        String name = ask.text("username")
                + ask.given("realm").map(realm -> "@" + realm).orElse("");
        String password = ask.text("password");
        boolean known = ask.cluster().access().isPassword(name, password)
                || tickets.user(password).equals(Optional.of(name));
        if (!known) {
            throw new ApiError(401, "authentication failure\n");
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("username", name);
        answer.put("ticket", tickets.ticket(name));
        answer.put("CSRFPreventionToken", tickets.csrf(name));
        answer.put("cap", capabilities(ask.cluster().access(), new Caller(name, Optional.empty())));
        return Result.of(answer);
    }

    private static Map<String, Map<String, Integer>> capabilities(Access access, Caller caller) {
        Map<String, Map<String, Integer>> capabilities = new TreeMap<>();
        for (String area : new String[] {"access", "dc", "mapping", "nodes", "sdn", "storage", "vms"}) {
            capabilities.put(area, new TreeMap<>());
        }
        access.permissions(caller).forEach((path, privileges) -> {
            String area = path.split("/")[1];
            String start = switch (area) {
                case "vms" -> "VM.";
                case "storage" -> "Datastore.";
                case "sdn" -> "SDN.";
                default -> "Sys.";
            };
            privileges.keySet().stream()
                    .filter(privilege -> privilege.startsWith(start) && capabilities.containsKey(area))
                    .forEach(privilege -> capabilities
                            .computeIfAbsent(area, _ -> new TreeMap<>())
                            .put(privilege, 1));
        });
        return capabilities;
    }

    private static Result permissions(Ask ask) {
        Access access = ask.cluster().access();
        return Result.of(
                ask.given("path").isPresent()
                        ? Map.of(ask.text("path"), access.permissions(ask.caller(), ask.text("path")))
                        : access.permissions(ask.caller()));
    }
}
