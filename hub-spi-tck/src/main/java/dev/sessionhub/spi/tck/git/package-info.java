/** The contract of Git back ends as tests to extend; native git makes the repositories and says what is right. */
@NullMarked
package dev.sessionhub.spi.tck.git;

import org.jspecify.annotations.NullMarked;
