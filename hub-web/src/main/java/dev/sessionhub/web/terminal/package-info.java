/**
 * Terminals over WebSocket. A connection holds no thread while nothing happens. A viewer's picture is sent by the viewer's
 * own thread, which may block: that is how a slow client pushes back; everything else goes through a short queue that is
 * emptied by a thread that lives as long as there is something in it. A watchdog closes connections that never attach, whose
 * client is gone, or whose sending is stuck. What users type is never logged.
 */
@NullMarked
package dev.sessionhub.web.terminal;

import org.jspecify.annotations.NullMarked;
