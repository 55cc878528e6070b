/** Logging in and out, and who one is. */
@NullMarked
package dev.sessionhub.web.login;

import org.jspecify.annotations.NullMarked;
