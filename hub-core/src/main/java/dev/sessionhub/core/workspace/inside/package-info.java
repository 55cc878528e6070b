/**
 * Git inside a running session.
 *
 * <p>What the session's own git says of its files is asked there, with the session's rights, because the files, their
 * configuration and the git that reads them are the session's. The answer is text from a stranger: it is bounded in size
 * and time, parsed strictly, and believed for what it is about, the session itself.
 */
@NullMarked
package dev.sessionhub.core.workspace.inside;

import org.jspecify.annotations.NullMarked;
