/**
 * The one exception that sessions, workspaces and projects fail with. Its code is part of the public contract; one
 * place in hub-web maps it to an HTTP status and a close code.
 */
@NullMarked
package dev.sessionhub.core.failure;

import org.jspecify.annotations.NullMarked;
