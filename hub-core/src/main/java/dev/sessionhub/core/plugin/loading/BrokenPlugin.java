package dev.sessionhub.core.plugin.loading;

/**
 * A plug-in that could not be loaded.
 *
 * @param name the plug-in's folder
 * @param reason what is wrong with it and what to do
 */
public record BrokenPlugin(String name, String reason) {}
