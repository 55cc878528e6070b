/**
 * Who may come in: accounts, passwords, tokens, tickets and the brake on guessing.
 *
 * <p>Accounts and tokens are read with plain SQL, not through a persistence context: another process changes them (the
 * command line), and an answer from a cache would let a disabled account in. What is secret is kept as a hash only:
 * passwords as bcrypt, tokens as an HMAC under the hub's key, tickets as SHA-256. Spans are measured with the monotonic
 * clock, so that a clock that is set back neither opens nor locks a door.
 */
@NullMarked
package dev.sessionhub.core.account;

import org.jspecify.annotations.NullMarked;
