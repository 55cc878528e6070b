/** Violations that the rules of {@code core.architecture} must find. */
package dev.sessionhub.core.plantedone;
