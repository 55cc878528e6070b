package dev.sessionhub.provider.planted;

/** Stands for a class of a plug-in. */
public final class PlantedProvider {}
