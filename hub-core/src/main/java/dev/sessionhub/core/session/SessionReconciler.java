package dev.sessionhub.core.session;

import jakarta.enterprise.context.ApplicationScoped;

/** Compares what is recorded with what is there, at the start and then every 15 seconds. */
@ApplicationScoped
public class SessionReconciler {}
