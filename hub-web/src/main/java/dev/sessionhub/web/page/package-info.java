/** The dashboard's files, and its addresses that are no files. */
@NullMarked
package dev.sessionhub.web.page;

import org.jspecify.annotations.NullMarked;
