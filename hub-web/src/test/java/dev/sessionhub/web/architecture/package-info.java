/** The rules of the design for the web layer; each was seen to fail on what is planted beside it. */
package dev.sessionhub.web.architecture;
