/**
 * The contract of container providers as tests. A provider's own test extends {@link
 * dev.sessionhub.spi.tck.container.ContainerProviderContract} and gives it instances; every failure names the clause
 * that was broken. What a provider declares is tested, and what it does not declare must be refused.
 */
@NullMarked
package dev.sessionhub.spi.tck.container;

import org.jspecify.annotations.NullMarked;
