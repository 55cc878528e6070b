/**
 * The plug-ins: discovery, class loaders, instances, health, quarantine.
 *
 * <p>A plug-in is a folder of jars with one factory in it. It sees the JDK, the SPI and JSpecify, and nothing of the hub
 * or of its neighbours. Whatever it does wrong stays its own: every call runs under a deadline on a thread of its own,
 * the number of calls is bounded per instance, and an instance that keeps failing is left alone for a while, with a
 * reason that its health shows.
 */
@NullMarked
package dev.sessionhub.core.plugin;

import org.jspecify.annotations.NullMarked;
