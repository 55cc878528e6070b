/** Repositories over REST. */
@NullMarked
package dev.sessionhub.web.projects;

import org.jspecify.annotations.NullMarked;
