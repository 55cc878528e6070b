package dev.sessionhub.proxmox.simulator.api;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out the permission checks that the schema describes. */
final class Permission {

    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private Permission() {}

    static void require(JsonObject permissions, Ask ask) {
        if (permissions.containsKey("check")) {
            check(permissions.getJsonArray("check"), ask);
        }
    }

    private static void check(JsonArray check, Ask ask) {
        List<JsonValue> parts = check.subList(1, check.size());
        switch (check.getString(0)) {
            case "and" -> parts.forEach(part -> check(part.asJsonArray(), ask));
            case "or" -> {
                if (parts.stream().noneMatch(part -> passes(part.asJsonArray(), ask))) {
                    throw ApiError.forbidden("");
                }
            }
            case "perm" -> perm(check, ask);
            default -> throw new IllegalStateException("unknown check " + check);
        }
    }

    private static boolean passes(JsonArray check, Ask ask) {
        try {
            check(check, ask);
            return true;
        } catch (ApiError _) {
            return false;
        }
    }

    private static void perm(JsonArray check, Ask ask) {
        Map<String, String> options = options(check);
        String needed = options.get("require_param");
        if (needed != null && ask.given(needed).isEmpty()) {
            throw ApiError.forbidden("");
        }
        String path = path(check.getString(1), ask);
        List<String> privileges = check.getJsonArray(2).getValuesAs(JsonString::getString);
        boolean any = options.containsKey("any");
        boolean may = any
                ? privileges.stream().anyMatch(privilege -> ask.may(path, privilege))
                : privileges.stream().allMatch(privilege -> ask.may(path, privilege));
        if (!may) {
            throw ApiError.forbidden(path + ", " + String.join(any ? "|" : ", ", privileges));
        }
    }

    private static Map<String, String> options(JsonArray check) {
        Map<String, String> options = new HashMap<>();
        for (int i = 3; i + 1 < check.size(); i += 2) {
            JsonValue value = check.get(i + 1);
            options.put(check.getString(i), value instanceof JsonString text ? text.getString() : value.toString());
        }
        return options;
    }

    private static String path(String template, Ask ask) {
        Matcher matcher = VARIABLE.matcher(template);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(ask.given(found.group(1)).orElse("")));
    }
}
