/**
 * From folders of jars, and from what web applications register, to factories.
 *
 * <p>A plug-in sees the JDK, the SPI and JSpecify, and nothing of the hub or of its neighbours. A folder that cannot be
 * loaded is named with its reason and keeps no other from being loaded.
 */
@NullMarked
package dev.sessionhub.core.plugin.loading;

import org.jspecify.annotations.NullMarked;
