package dev.sessionhub.core.failure;

/**
 * What is wrong with one field of a request.
 *
 * @param field its name as the caller wrote it, parts separated by dots
 * @param message what it must be
 */
public record Violation(String field, String message) {}
