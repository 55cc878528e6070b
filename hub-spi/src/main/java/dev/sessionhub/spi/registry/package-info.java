/**
 * Plug-ins that come as web applications: how one makes itself known to the hub beside it.
 *
 * <p>A plug-in of jars is found by the hub. A plug-in that is a web application of its own is found by nobody: it calls
 * {@link dev.sessionhub.spi.registry.PluginRegistry#register register} when it is deployed, and closes the registration
 * when it is undeployed. Both sides see the same registry because this library is in the server's class path and in no
 * web application; a plug-in that packs a copy speaks to itself.
 */
@NullMarked
package dev.sessionhub.spi.registry;

import org.jspecify.annotations.NullMarked;
