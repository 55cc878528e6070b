/** Violations that the rules of {@code web.architecture} must find. */
package dev.sessionhub.web.plantedone;
