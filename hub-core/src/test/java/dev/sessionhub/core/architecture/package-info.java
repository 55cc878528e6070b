/** The rules of the design that a machine can hold; each was seen to fail on what is planted below. */
package dev.sessionhub.core.architecture;
