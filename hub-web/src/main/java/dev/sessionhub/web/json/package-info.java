/**
 * JSON as the contract wants it: a request is bound to a record strictly, with every violation named at once (JSON-B alone
 * ignores unknown properties and takes a number for a string); an answer is written by JSON-B.
 */
@NullMarked
package dev.sessionhub.web.json;

import org.jspecify.annotations.NullMarked;
