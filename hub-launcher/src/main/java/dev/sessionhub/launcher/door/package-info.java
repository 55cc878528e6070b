/**
 * The hub's address. While the server boots, and while it ends, what answers there is not the server but a problem that says
 * so: Payara listens on a port of its own that nobody knows, and gets the hub's address when the application answers.
 */
@NullMarked
package dev.sessionhub.launcher.door;

import org.jspecify.annotations.NullMarked;
