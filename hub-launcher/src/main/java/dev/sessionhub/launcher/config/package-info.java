/**
 * Every setting of the hub, read from the environment, {@code .env}, {@code config/hub.properties} and defaults, in this
 * order. All problems are collected and reported at once; the value of a secret is never part of a message.
 */
@NullMarked
package dev.sessionhub.launcher.config;

import org.jspecify.annotations.NullMarked;
