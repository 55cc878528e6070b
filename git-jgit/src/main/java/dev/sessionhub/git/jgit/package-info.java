/**
 * The Git back end on JGit. JGit reads objects, references and packs and moves references; what touches files that an
 * agent can write is done here, so that no hook, filter, external program or configuration of a session is obeyed.
 */
@NullMarked
package dev.sessionhub.git.jgit;

import org.jspecify.annotations.NullMarked;
