/**
 * Container providers: where a session's programs run.
 *
 * <p>A provider has one idea to carry out: an <em>environment</em> that holds one workspace, stays up until it is
 * stopped, and in which programs can be started with pipes. There is no terminal in it: tmux, started inside by the hub
 * through {@link dev.sessionhub.spi.container.ContainerProvider#exec exec}, is the terminal.
 *
 * <p>What an environment offers to every program in it: a POSIX {@code sh}, {@code tmux} 3.2 or later and {@code git}
 * on the {@code PATH}; the working directory is the workspace; the variable {@code SESSION_HUB_RUN} names a directory
 * that is private to the environment, writable, kept over stop and start, and at most 80 bytes long so that a socket
 * fits into it.
 */
@NullMarked
package dev.sessionhub.spi.container;

import org.jspecify.annotations.NullMarked;
