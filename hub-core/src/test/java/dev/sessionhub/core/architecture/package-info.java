/** The rules of the architecture that this layer keeps. */
package dev.sessionhub.core.architecture;
