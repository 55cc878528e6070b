/**
 * What container providers and Git back ends share: configuration, failures, secrets and health.
 *
 * <p>Session Hub finds a plug-in's factory with {@link java.util.ServiceLoader}, gives it one {@link
 * dev.sessionhub.spi.ProviderConfig} per configured instance, and speaks to the instance only through the interfaces
 * of {@code dev.sessionhub.spi.container} and {@code dev.sessionhub.spi.git}.
 *
 * <p>The contract that holds for every method of every plug-in, unless the method says otherwise:
 *
 * <ul>
 *   <li><b>Threads</b>: instances are safe for concurrent use. A call may block; the hub calls on a virtual thread of
 *       its own and never while it holds a lock.
 *   <li><b>Interruption</b>: a blocked call that is interrupted ends soon with {@link
 *       dev.sessionhub.spi.ProviderException.Code#CANCELLED} and leaves the thread's interrupt status set.
 *   <li><b>Values</b>: nothing is null, neither what comes in nor what goes out; values are immutable; sizes are bytes,
 *       times are {@link java.time.Instant}, spans are {@link java.time.Duration}.
 *   <li><b>Failure</b>: only {@link dev.sessionhub.spi.ProviderException} leaves a plug-in. Its message says what failed,
 *       on which thing, and what to do; it never contains a secret.
 *   <li><b>Life</b>: a factory's {@code create} does no I/O; {@code close} of an instance releases what the instance
 *       holds in the hub and never ends a session.
 * </ul>
 */
@NullMarked
package dev.sessionhub.spi;

import org.jspecify.annotations.NullMarked;
