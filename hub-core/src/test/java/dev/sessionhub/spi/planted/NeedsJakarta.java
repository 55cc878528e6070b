package dev.sessionhub.spi.planted;

import jakarta.inject.Singleton;

@Singleton
final class NeedsJakarta {}
