/**
 * The rules of the design that a machine can hold, in one place for all layers.
 *
 * <p>Each was seen to fail: the tests of this module have a planted violation for every one, since a rule that cannot
 * fail proves nothing. A layer's own test says which of them it keeps, and what it may depend on.
 */
@NullMarked
package dev.sessionhub.architecture;

import org.jspecify.annotations.NullMarked;
