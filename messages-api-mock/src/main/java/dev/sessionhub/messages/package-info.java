/**
 * A stand-in for Anthropic's Messages API, so that the real Claude Code can be tested without it.
 *
 * <p>What it answers is written in the user's prompt (see {@link dev.sessionhub.messages.Script}). It keeps no
 * conversation: where a script has come to is counted from each request.
 */
@NullMarked
package dev.sessionhub.messages;

import org.jspecify.annotations.NullMarked;
