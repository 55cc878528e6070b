/** Violations that the rules of the architecture must find. */
package dev.sessionhub.architecture.plantedone;
