/**
 * The JDK's cache of loaded and linked classes, which halves the time of a start. It is trained on this machine, from a boot of
 * the real thing on scratch data, after the first orderly end; without it everything works, only slower.
 */
@NullMarked
package dev.sessionhub.launcher.aot;

import org.jspecify.annotations.NullMarked;
