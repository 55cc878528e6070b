/** Numbers for {@code /metrics}, in Prometheus' format through MicroProfile Metrics. No names, no texts, no secrets. */
@NullMarked
package dev.sessionhub.web.metrics;

import org.jspecify.annotations.NullMarked;
