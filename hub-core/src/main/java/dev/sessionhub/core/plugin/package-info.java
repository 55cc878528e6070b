/**
 * The configured instances of the plug-ins, each loaded ({@code loading}), guarded ({@code guard}) and looked after
 * ({@code health}).
 *
 * <p>A plug-in is a folder of jars with one factory in it. What is missing or broken fails nothing but itself, and is
 * named with a reason.
 */
@NullMarked
package dev.sessionhub.core.plugin;

import org.jspecify.annotations.NullMarked;
