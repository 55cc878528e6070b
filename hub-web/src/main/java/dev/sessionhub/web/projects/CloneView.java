package dev.sessionhub.web.projects;

import dev.sessionhub.core.workspace.CloneUnderway;

/** A clone that is being made, as clients see it. */
public record CloneView(String repository, long bytes) {

    static CloneView of(CloneUnderway underway) {
        return new CloneView(underway.remote().value(), underway.bytes());
    }
}
