/** Container providers over REST. */
@NullMarked
package dev.sessionhub.web.providers;

import org.jspecify.annotations.NullMarked;
