/**
 * Payara Micro from a flat class path. Port, address, compression and pool stand in the domain.xml before it boots:
 * commands after the boot restart the listener and sometimes lose it. Every boot has a fresh instance folder, since a used one
 * remembers the application and answers for the old one.
 */
@NullMarked
package dev.sessionhub.launcher.server;

import org.jspecify.annotations.NullMarked;
