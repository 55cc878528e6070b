/** What the hub needs of its machine, looked at without changing anything; each finding says what to do. */
@NullMarked
package dev.sessionhub.launcher.doctor;

import org.jspecify.annotations.NullMarked;
