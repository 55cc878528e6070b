/** What an agent changed, as Git sees it. Everything in these answers may have been written by an agent. */
@NullMarked
package dev.sessionhub.web.changes;

import org.jspecify.annotations.NullMarked;
