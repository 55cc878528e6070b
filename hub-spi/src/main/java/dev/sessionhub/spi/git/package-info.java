/**
 * Git back ends: how the hub itself reads and changes repositories.
 *
 * <p>A back end works on the hub's side of the fence. Whatever it reads may have been written by a hostile agent: it
 * runs no native git, no hook, no filter, no external diff or text conversion, and obeys no configuration that a
 * session can write. What it cannot answer rightly it refuses with {@code UNSUPPORTED}, naming the cause.
 *
 * <p>Paths are absolute paths on the hub's machine; names of files inside a repository use {@code /} and are not
 * trusted: they may hold line breaks or escape codes. Calls on the same repository may come from several threads, and
 * native git may work in it at the same time: locks are taken as git takes them and waited for, for a bounded time.
 */
@NullMarked
package dev.sessionhub.spi.git;

import org.jspecify.annotations.NullMarked;
