package dev.sessionhub.web.projects;

/** Body of a request for a project. */
public record ProjectRequest(String name, String repository) {}
