/** Puts the parts together when the web application starts, and takes them apart in order when it ends. */
@NullMarked
package dev.sessionhub.web.wiring;

import org.jspecify.annotations.NullMarked;
