/**
 * Repositories of other machines: clone, fetch, push. Who the hub is there is a matter of its user's {@code ~/.ssh} and
 * {@code ~/.netrc}; nobody is asked, and no program is run.
 */
@NullMarked
package dev.sessionhub.git.jgit.remote;

import org.jspecify.annotations.NullMarked;
