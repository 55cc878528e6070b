/** What an earlier release promised is still there: compared with its jar, once there is one. */
@NullMarked
package dev.sessionhub.spi.compatibility;

import org.jspecify.annotations.NullMarked;
